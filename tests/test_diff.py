"""`graph-builder diff` against real git repositories."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph_builder.cli import main
from graph_builder.errors import GraphBuilderError, UsageError
from graph_builder.facts.revision import at_revision
from graph_builder.pipeline import changes_since

TINY = Path(__file__).parent / "worlds" / "tiny"
FACTS, THINGS = Path("facts/facts.yaml"), Path("entities/things.yaml")


def git(folder, *arguments):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    settings = ["-c", "user.name=C", "-c", "user.email=c@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True,
                   env={**kept, "GIT_CONFIG_GLOBAL": os.devnull})  # fmt: skip


@pytest.fixture
def data(tmp_path, monkeypatch):
    """The data folder of a repository with the tiny world in it, tagged v1; commands run above it."""
    folder = tmp_path / "repo" / "data"
    shutil.copytree(TINY, folder)
    git(tmp_path / "repo", "init", "-q")
    git(tmp_path / "repo", "add", ".")
    git(tmp_path / "repo", "commit", "-q", "-m", "one")
    git(tmp_path / "repo", "tag", "v1")
    monkeypatch.chdir(tmp_path / "repo")
    return Path("data")


def rewrite(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def run(*arguments):
    return CliRunner().invoke(main, ["diff", *arguments])


def test_nothing_changed(data):
    result = run("v1")
    assert (0, "Since v1: no fact or thing changed.\n") == (result.exit_code, result.stdout)


def test_facts_are_told_in_sentences_by_passage_in_reading_order(data):
    rewrite(data / FACTS, "note: and others", "note: others are not named")
    rewrite(data / FACTS, "    - not believes prolonged-respite\n", "")
    rewrite(data / FACTS, "- trotsky supports", "- stalin supports red-army-abroad\n    - trotsky supports")
    rewrite(data / THINGS, "label: Soviet Russia", "label: the Soviet state")
    result = run("v1")
    assert 0 == result.exit_code, result.output
    assert result.stdout == (
        "Since v1: 1 fact added, 1 fact altered, 1 fact removed, 1 thing altered.\n"
        "\n"
        "Jacobson 1994, p. 19 ¶1\n"
        "  + Stalin supports use of the Red Army to support revolution in Europe.\n"
        "  ~ Lenin and others oppose use of the Red Army to support revolution in Europe at Ninth Party Congress.\n"
        "      note: “and others” is now “others are not named”\n"
        "\n"
        "Jacobson 1994, p. 173 ¶4\n"
        "  - Stalin's conception of world politics does not believe in "
        "a long respite from attack by the capitalist powers.\n"
        "\n"
        "Things\n"
        "  ~ the Soviet state (State; soviet-russia)\n"
        "      label: “Soviet Russia” is now “the Soviet state”\n"
    )


def test_a_date_shows_with_the_number_of_facts_that_have_new_iris(data):
    rewrite(
        data / FACTS, "trotsky supports red-army-abroad: {at", "trotsky supports red-army-abroad: {when: 1920-09, at"
    )
    assert "1 fact altered, 1 fact has a new IRI.\n" in run("v1").stdout


def test_markdown_is_a_list_for_the_changelog(data):
    rewrite(data / FACTS, "note: and others", "note: a_b *others*")
    assert run("v1", "--format", "markdown").stdout == (
        "Since v1: 1 fact altered.\n"
        "\n"
        "- **Jacobson 1994, p. 19 ¶1**\n"
        "  - Altered: Lenin and others oppose use of the Red Army to support revolution in Europe "
        "at Ninth Party Congress.\n"
        "    - note: “and others” is now “a\\_b \\*others\\*”\n"
    )


def test_json_holds_both_values_and_ids(data):
    rewrite(data / FACTS, "note: and others", "note: others")
    told = json.loads(run("v1", "--format", "json").stdout)
    (altered,) = told["facts"]["altered"]
    assert {"note": {"before": "and others", "after": "others"}} == altered["fields"]
    assert (altered["id"], "19 ¶1", 0) == (altered["old_id"], altered["p"], told["errors"])


def test_without_a_revision_the_last_commit_is_meant(data):
    rewrite(data / FACTS, "note: and others", "note: others")
    git(Path(), "commit", "-q", "-am", "two")
    assert run().stdout == "Since HEAD: no fact or thing changed.\n"
    assert "1 fact altered" in run("HEAD~1").stdout


def test_a_file_that_was_renamed_is_no_change(data):
    (data / FACTS).rename(data / "facts" / "another.yaml")
    assert "no fact or thing changed" in run("v1").stdout


def test_facts_of_then_that_break_rules_of_now_are_compared_as_far_as_they_can_be_read(data):
    sound = (data / FACTS).read_text("utf-8")
    rewrite(data / FACTS, "trotsky supports", "trotsky suports")
    git(Path(), "commit", "-q", "-am", "broken")
    (data / FACTS).write_text(sound, "utf-8")
    result = run("HEAD")
    assert 0 == result.exit_code
    assert result.stdout.startswith("Since HEAD: 1 fact added. The facts at HEAD have 1 error by the rules of now")
    assert "HEAD:data/facts/facts.yaml:" in result.stderr
    assert "/tmp" not in result.stderr


def test_facts_of_then_of_which_nothing_can_be_read_are_not_compared(data):
    for name in (FACTS, THINGS):
        (data / name).write_text("\x00", "utf-8")
    git(Path(), "commit", "-q", "-am", "broken")
    git(Path(), "checkout", "-q", "v1", ".")
    with pytest.raises(GraphBuilderError, match="nothing of the facts at HEAD"):
        changes_since(data, "HEAD")


def test_facts_of_now_must_be_in_order(data):
    rewrite(data / FACTS, "trotsky supports", "trotsky suports")
    result = run("v1")
    assert 1 == result.exit_code
    assert "did you mean 'supports'" in result.stderr


@pytest.mark.parametrize("revision", ["v9", "", "--output=x", "v1:data", "a\nb"])
def test_a_revision_that_git_does_not_know(data, revision):
    with pytest.raises(UsageError, match="revision"):
        changes_since(data, revision)


def test_a_folder_that_was_not_there(data):
    shutil.copytree(data, "more/facts-of-ours")
    result = run("v1", "--data", "more/facts-of-ours")
    assert 1 == result.exit_code
    assert "graph-builder: the folder more/facts-of-ours held no facts at v1" in result.stderr


def test_a_folder_that_is_not_there(data):
    assert "there is no folder nowhere" in run("v1", "--data", "nowhere").stderr


def test_a_folder_outside_of_any_repository(tmp_path):
    shutil.copytree(TINY, tmp_path / "alone")
    result = run("v1", "--data", str(tmp_path / "alone"))
    assert 1 == result.exit_code
    assert "is not in a git repository" in result.stderr


def test_a_repository_without_a_commit(tmp_path):
    shutil.copytree(TINY, tmp_path / "data")
    git(tmp_path, "init", "-q")
    assert "git knows no revision 'HEAD'" in run("--data", str(tmp_path / "data")).stderr


def test_a_machine_without_git(data, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in run("v1").stderr


def test_the_data_folder_may_be_the_whole_repository(tmp_path):
    shutil.copytree(TINY, tmp_path / "data")
    git(tmp_path / "data", "init", "-q")
    git(tmp_path / "data", "add", ".")
    git(tmp_path / "data", "commit", "-q", "-m", "one")
    assert "no fact or thing changed" in run("HEAD", "--data", str(tmp_path / "data")).stdout


def test_the_environment_of_a_hook_does_not_lead_to_another_repository(data, monkeypatch):
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    assert "no fact or thing changed" in run("v1").stdout


def test_no_attribute_hides_a_file(data):
    Path(".gitattributes").write_text("data/facts/** export-ignore\n", "utf-8")
    git(Path(), "add", ".")
    git(Path(), "commit", "-q", "-m", "two")
    assert "no fact or thing changed" in run("HEAD").stdout


def test_names_and_links_are_copied_as_git_has_them(data):
    (data / "facts" / "naïve 'file' ¶.yaml").write_bytes((data / FACTS).read_bytes())
    (data / "facts" / "link.yaml").symlink_to("facts.yaml")
    git(Path(), "add", ".")
    git(Path(), "commit", "-q", "-m", "two")
    with at_revision(data, "HEAD") as then:
        assert (data / FACTS).read_bytes() == (then / "facts" / "naïve 'file' ¶.yaml").read_bytes()
        assert "facts.yaml" == os.readlink(then / "facts" / "link.yaml")
        kept = then
    assert not kept.exists()


def test_a_link_that_leaves_the_folder_is_not_followed(data):
    (data / "facts" / "link.yaml").symlink_to("/etc/hostname")
    git(Path(), "add", ".")
    git(Path(), "commit", "-q", "-m", "two")
    with pytest.raises(GraphBuilderError, match="a link that leaves the folder"), at_revision(data, "HEAD"):
        pass
