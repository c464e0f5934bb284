"""Two worlds and what a build of each gives, made once."""

from __future__ import annotations

import time

import pytest
from builds import TINY, Built, begun, building, changed, copy, state, worked


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    place = tmp_path_factory.mktemp("built")
    old, new = copy(TINY, place / "old"), changed(copy(TINY, place / "new"))
    with begun(building(new, place / "second")) as other:
        first = end = work = 0.0
        with begun(building(old, place / "first")) as run:
            while run.poll() is None:
                if any(".first.new-" in each.name for each in place.iterdir()):
                    end = time.monotonic()
                    first = first or end
                work = now if (now := worked(run)) < 1e6 else work
                time.sleep(0.001)
            assert 0 == run.returncode
        other.communicate()
        assert 0 == other.returncode
    manifests = state(place / "first"), state(place / "second")
    assert manifests[0] != manifests[1]
    return Built(old, new, place / "first", manifests, work, max(end - first, 0.02))
