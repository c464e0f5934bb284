"""Seconds and peak memory beside the number of statements, both axes logarithmic: rows as JSON on standard input.

Run with the Python of the environment `plot` (see peer_homes.py).  Same rows, same bytes.
"""

from __future__ import annotations

import json
import sys

import matplotlib as mpl

mpl.use("Agg")
mpl.rcParams |= {
    "svg.hashsalt": "growth", "svg.fonttype": "none", "font.size": 9, "axes.grid": True, "grid.alpha": 0.3,
}  # fmt: skip

import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.ticker import StrMethodFormatter  # noqa: E402

LOOKS = {
    "in parts": ("#0072b2", "o"), "assemble, whole": ("#009e73", "P"), "check alone": ("#56b4e9", "v"),
    "bare YAML": ("#d55e00", "s"), "bare N-Quads": ("#e69f00", "D"), "together": ("#555555", "^"),
}  # fmt: skip


def main() -> None:
    """Draws one line for each name."""
    rows = json.load(sys.stdin)
    names = list(dict.fromkeys(row["name"] for row in rows))
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 5), layout="constrained")
    for name in names:
        own = sorted((row for row in rows if row["name"] == name), key=lambda row: row["statements"])
        sizes = [row["statements"] for row in own]
        colour, mark = next((look for word, look in LOOKS.items() if word in name), ("#000000", "o"))
        left.plot(sizes, [row["wall"] for row in own], mark + "-", color=colour, label=f"{name} (wall)")
        if name.startswith("ours"):
            left.plot(sizes, [row["cpu"] for row in own], mark + "--", color=colour, label=f"{name} (CPU)")
        if own[0]["peak"]:
            right.plot(sizes, [row["peak"] for row in own], mark + "-", color=colour, label=name)
    for axes, title in ((left, "Seconds"), (right, "Peak memory, MB")):
        axes.set(xscale="log", yscale="log", xlabel="statements", title=title)
        _slope(axes)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(StrMethodFormatter("{x:,.7g}"))
        axes.legend(fontsize=7, handlelength=4, ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.15))
    figure.savefig(sys.argv[1], metadata={"Date": None} if sys.argv[1].endswith(".svg") else None, dpi=150)


def _slope(axes: plt.Axes) -> None:
    """A thin dotted line that grows exactly as the statements do, through the last point of ours."""
    first = next((line for line in axes.get_lines() if str(line.get_label()).startswith("ours")), None)
    if first is None:
        return
    sizes, values = first.get_data()
    begin, end = float(sizes[0]), float(sizes[-1])
    axes.plot([begin, end], [values[-1] * begin / end, values[-1]], ":", color="#999999", linewidth=1, label="linear")


if __name__ == "__main__":
    main()
