"""The verbs, as a user meets them: what they print, how they end, and that nothing ends in a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph_builder.cli import main

TINY = Path(__file__).parent / "worlds" / "tiny"
PEOPLE = "SELECT ?s { ?s a kgo:Person } ORDER BY ?s"
World = Callable[[str], Path]


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """The result of a verb; what is raised other than an exit is a failure."""
    result = CliRunner().invoke(main, arguments, input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def started(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    """The verb in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "graph_builder.cli", *arguments], capture_output=True, text=True, timeout=120, **more
    )  # type: ignore[call-overload]


def ask(query: str, *more: str) -> Result:
    return run("query", query, "--data", str(TINY), *more)


@pytest.fixture
def faulty(world: World) -> Path:
    """The tiny world with one misspelt id."""
    folder = world("tiny")
    path = folder / "facts" / "facts.yaml"
    path.write_text(path.read_text("utf-8").replace("- lenin opposes", "- lennin opposes"), "utf-8")
    return folder


class TestCheck:
    def test_a_sound_world_is_told_in_one_line_and_ends_with_0(self):
        result = run("check", str(TINY))
        assert (0, "10 statements of 14 things, 1 lecture") == (
            result.exit_code,
            result.output.splitlines()[-1].split(": ")[1],
        )

    def test_a_fault_is_shown_with_its_line_a_caret_and_a_remedy(self, faulty: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.chdir(faulty)
        result = run("check", ".")
        assert 1 == result.exit_code
        assert [
            "facts/facts.yaml:9:7: unknown subject 'lennin'; did you mean 'lenin'?  [unknown-id]",
            "    9 |     - lennin opposes red-army-abroad: "
            "{at: ninth-party-congress-1920, open: subject, note: and others}",
            "      |       ^^^^^^",
            "      = correct the id, or define the thing in entities",
            "1 error in 1 file",
        ] == result.output.splitlines()

    def test_json_lists_every_problem_with_its_place(self, faulty: Path):
        (record,) = json.loads(run("check", str(faulty), "--format", "json").output)
        assert ["code", "column", "file", "length", "level", "line", "message", "remedy"] == sorted(record)
        assert (9, 7, 6, "error", "unknown-id") == tuple(
            record[k] for k in ("line", "column", "length", "level", "code")
        )
        assert [] == [
            p for p in json.loads(run("check", str(TINY), "--format", "json").output) if p["level"] == "error"
        ]

    def test_github_marks_the_line(self, faulty: Path):
        line = run("check", str(faulty), "--format", "github").output
        place = f"file={faulty.as_posix()}/facts/facts.yaml,line=9,col=7,endColumn=13,title=unknown-id"
        assert line.startswith(f"::error {place}::unknown subject 'lennin'")
        assert 1 == line.count("\n")

    def test_sarif_has_the_structure_that_code_hosts_read(self, faulty: Path):
        strange = faulty / "facts" / "a b%é.yaml"
        (faulty / "facts" / "facts.yaml").rename(strange)
        log = json.loads(run("check", str(faulty), "--format", "sarif").output)
        assert ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json") == (log["version"], log["$schema"])
        (sarif,) = log["runs"]
        driver = sarif["tool"]["driver"]
        assert ("graph-builder", "unicodeCodePoints") == (driver["name"], sarif["columnKind"])
        for result in sarif["results"]:
            assert result["ruleId"] == driver["rules"][result["ruleIndex"]]["id"]
            assert result["level"] in ("error", "warning")
            assert result["message"]["text"]
            (location,) = (found["physicalLocation"] for found in result["locations"])
            assert {"startLine": 9, "startColumn": 7, "endColumn": 13} == location["region"]
            assert location["artifactLocation"]["uri"].endswith("/facts/a%20b%25%C3%A9.yaml")
        for rule in driver["rules"]:
            assert rule["shortDescription"]["text"]
            assert rule["help"]["text"]

    @pytest.mark.parametrize("format_", ["text", "json", "github", "sarif"])
    def test_the_exit_code_does_not_depend_on_the_format(self, faulty: Path, format_: str):
        assert (1, 0) == tuple(run("check", str(f), "--format", format_).exit_code for f in (faulty, TINY))

    def test_what_steers_a_terminal_is_shown_and_not_sent(self, world: World):
        folder = world("tiny")
        (folder / "facts" / "a\x1b[31m\nb.yaml").write_text("a\x1b[31m: \u202eb\n", "utf-8")
        output = run("check", str(folder)).output
        assert "\x1b" not in output
        assert "\u202e" not in output

    def test_a_hundred_thousand_characters_in_a_line_are_cut(self, world: World):
        folder = world("tiny")
        (folder / "facts" / "long.yaml").write_text(f"{'x' * 100_000}: y\n", "utf-8")
        assert max(map(len, run("check", str(folder)).output.splitlines())) < 700

    def test_texts_are_compared_also_where_other_things_are_wrong(self, faulty: Path):
        codes = {
            p["code"] for p in json.loads(run("check", str(faulty), "--texts", "nowhere", "--format", "json").output)
        }
        assert {"unknown-id", "text-missing"} == codes


class TestIdsAndShow:
    def test_ids_are_found_by_a_word(self):
        assert "lenin  Person     Lenin\n" == run("ids", "LENIN", "--data", str(TINY)).output

    def test_a_word_that_nothing_has_is_told(self):
        result = run("ids", "zzz", "--data", str(TINY))
        assert (1, "graph-builder: nothing is called 'zzz'\n") == (result.exit_code, result.stderr)

    @pytest.mark.parametrize("id_", ["lenin", "trotsky-1918", "stalin-1925", "peaceful-coexistence", "soviet-russia"])
    def test_everything_known_of_a_thing_is_told(self, id_: str):
        result = run("show", id_, "--data", str(TINY))
        assert 0 == result.exit_code
        assert id_ in result.output

    def test_an_id_that_is_not_there_is_told_with_the_nearest(self):
        result = run("show", "lennin", "--data", str(TINY))
        assert 1 == result.exit_code
        assert "'lennin'; did you mean 'lenin'?" in result.stderr


class TestQuery:
    def test_a_table_is_the_default(self):
        bare = ask(PEOPLE, "--no-labels").output.splitlines()
        assert ["s", "----------", "kg:lenin", "kg:stalin", "kg:trotsky", "(3 rows)"] == bare

    def test_columns_are_chosen_and_ordered(self):
        both = "SELECT ?s ?l { ?s a kgo:Person ; rdfs:label ?l } ORDER BY ?s"
        assert ["l,s", "Lenin"] == [
            line.split(",https")[0]
            for line in ask(both, "--columns", "l,?s", "--format", "csv").output.splitlines()[:2]
        ]
        assert "there is no column 'x', only s, l" in ask(both, "--columns", "x").stderr

    def test_a_list_leaves_out_what_is_empty(self):
        text = ask("SELECT ?s ?none { ?s a kgo:Person } ORDER BY ?s", "--format", "list").output
        assert ["1.", '   s     kg:lenin "Lenin"', "2."] == text.splitlines()[:3]

    def test_things_are_named_beside_their_ids(self):
        assert 'kg:lenin "Lenin"' in [line.strip() for line in ask(PEOPLE).output.splitlines()]

    def test_csv_and_json_hold_whole_addresses(self):
        people = [f"https://example.org/tiny/{name}" for name in ("lenin", "stalin", "trotsky")]
        assert ["s", *people] == ask(PEOPLE, "--format", "csv").output.splitlines()
        bindings = json.loads(ask(PEOPLE, "--format", "json").output)["results"]["bindings"]
        assert people == [row["s"]["value"] for row in bindings]

    def test_ask_answers_yes_or_no(self):
        assert "yes\n" == ask("ASK { kg:lenin kgo:opposes kg:red-army-abroad }").output
        assert "no\n" == ask("ASK { kg:lenin kgo:supports kg:red-army-abroad }").output
        assert json.loads(ask("ASK {}", "--format", "json").output)["boolean"] is True

    @pytest.mark.parametrize("query", ["DESCRIBE kg:lenin", "CONSTRUCT { ?s a kgo:Person } { ?s a kgo:Person }"])
    def test_a_graph_is_written_as_turtle(self, query: str):
        result = ask(query)
        assert 0 == result.exit_code
        assert "kg:lenin" in result.output

    @pytest.mark.parametrize(
        ("query", "message"),
        [
            ("SELECT ?s WHERE { ?s kgo:opposes ?o", "query:1:17: this '{' is never closed"),
            ("SELECT ?s\nWHERE { ?s oops:opposes ?o }", "query:2:"),
            ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "query:1:12: SERVICE"),
            ("INSERT DATA { <a:b> <a:c> 1 }", "query:1:1: an update"),
            ("DROP ALL", "query"),
            ("LOAD <http://x/>", "query"),
            ("", "query: the query is empty"),
            (" \n ", "query: the query is empty"),
            ("hello world", "query:1:1"),
        ],
    )
    def test_what_cannot_be_asked_is_told_with_its_place(self, query: str, message: str):
        result = ask(query)
        assert 1 == result.exit_code
        assert result.stderr.startswith(message)
        assert "" == result.stdout

    @pytest.mark.parametrize(
        ("query", "format_"), [(PEOPLE, "turtle"), ("DESCRIBE kg:lenin", "csv"), ("ASK {}", "turtle")]
    )
    def test_a_format_that_does_not_fit_is_told(self, query: str, format_: str):
        result = ask(query, "--format", format_)
        assert 1 == result.exit_code
        assert "--format" in result.stderr

    def test_a_query_may_stand_in_a_file_or_come_by_standard_input(self, tmp_path: Path):
        path = tmp_path / "people.rq"
        path.write_text(PEOPLE, "utf-8")
        answers = {
            ask(str(path)).output,
            run("query", "-", "--data", str(TINY), stdin=PEOPLE).output,
            ask(PEOPLE).output,
        }
        assert 1 == len(answers)

    @pytest.mark.parametrize("length", [250, 260, 400, 5000])
    def test_a_query_may_be_longer_than_a_name_of_a_file(self, length: int):
        query = "ASK { ?s ?p ?o } # " + "x" * length
        assert "yes\n" == ask(query).output

    @pytest.mark.parametrize("name", ["missing.rq", ".", "not-text.rq"])
    def test_a_file_that_cannot_be_read_is_told(self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        (tmp_path / "not-text.rq").write_bytes(b"SELECT \xff")
        monkeypatch.chdir(tmp_path)
        result = ask(name)
        assert 1 == result.exit_code
        assert f"cannot read the query from {name}" in result.stderr

    def test_standard_input_that_is_no_text_is_told(self):
        result = run("query", "-", "--data", str(TINY), stdin=b"SELECT \xff")
        assert 1 == result.exit_code
        assert "cannot read the query" in result.stderr


VERBS = {
    "check": ["check", "{}"], "ids": ["ids", "lenin", "--data", "{}"], "show": ["show", "lenin", "--data", "{}"],
    "query": ["query", "ASK {{}}", "--data", "{}"], "view": ["view", "lenin", "--data", "{}"],
    "build": ["build", "--data", "{}"], "tidy": ["tidy", "{}", "--check"],
}  # fmt: skip


class TestLibrary:
    def test_words_find_the_questions_that_speak_of_them(self):
        result = run("ask", "hoover", "offer")
        assert 1 == result.exit_code
        assert "there is no question 'hoover'; these speak of it:" in result.stderr
        assert "\nhoover-bargain\n" in result.stderr
        assert "who-is" not in result.stderr
        assert "there is no question 'xyzzy'\n" == run("ask", "xyzzy").stderr.removeprefix("graph-builder: ")

    def test_nothing_is_printed_before_it_is_known_that_there_is_an_answer(self):
        result = run("ask", "who-supported", "--columns", "nosuch", "--data", str(TINY))
        assert (1, "") == (result.exit_code, result.stdout)

    @pytest.mark.parametrize("seconds", ["nan", "0", "-1", "1e9"])
    def test_a_time_that_is_none_is_refused(self, seconds: str):
        assert run("query", "ASK {}", "--seconds", seconds, "--data", str(TINY)).exit_code in (1, 2)

    def test_a_program_without_standard_output_is_asked_in_vain_but_in_peace(self):
        """As some schedulers start programs."""
        command = [sys.executable, "-m", "graph_builder.cli", "query", "ASK {}", "--data", str(TINY)]
        shell = ["bash", "-c", '"$@" >&-', "bash", *command]
        done = subprocess.run(shell, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
        assert (0, "") == (done.returncode, done.stderr)


class TestWrongUse:
    @pytest.mark.parametrize("verb", VERBS)
    @pytest.mark.parametrize("what", ["missing", "file"])
    def test_a_folder_that_is_none_is_told(self, verb: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.chdir(tmp_path)
        Path("file").touch()
        result = run(*[part.format(what) for part in VERBS[verb]])
        assert (1, f"graph-builder: there is no folder {what}\n") == (result.exit_code, result.stderr)
        assert ["file"] == os.listdir()

    @pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in ("check", "tidy")])
    def test_a_folder_with_faults_gives_its_problems_and_nothing_else(
        self, verb: str, faulty: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.chdir(faulty)
        before = sorted(faulty.rglob("*"))
        result = run(*[part.format(".") for part in VERBS[verb]])
        assert (1, "") == (result.exit_code, result.stdout)
        assert result.stderr.startswith("facts/facts.yaml:9:7: unknown subject 'lennin'")
        assert before == sorted(faulty.rglob("*"))

    def test_of_thousands_of_faults_only_check_names_all(self, faulty: Path):
        path = faulty / "facts" / "facts.yaml"
        path.write_text(path.read_text("utf-8") + "- p: x\n  nothing: y\n" * 1000, "utf-8")
        assert 1001 == run("check", str(faulty)).output.count("[")
        error = run("show", "lenin", "--data", str(faulty)).stderr
        assert 20 == error.count("[")
        assert error.endswith("1001 errors in 1 file, of which the first 20; check names them all\n")

    @pytest.mark.parametrize(
        "arguments",
        [[], ["frobnicate"], ["check", "a", "b"], ["check", "--format", "xml"], ["show"], ["ids"],
         ["view", "a", "--hops", "x"], ["query", "ASK {}", "--format", "rdf"], ["build", "--outputt", "x"]],
    )  # fmt: skip
    def test_wrong_usage_ends_with_2(self, arguments: list[str]):
        assert 2 == run(*arguments).exit_code

    @pytest.mark.parametrize("verb", [[], *[[verb] for verb in main.commands]])
    def test_every_verb_has_help(self, verb: list[str]):
        result = run(*verb, "--help")
        assert 0 == result.exit_code
        assert len(result.output.splitlines()) > 4


class TestProcess:
    """Runs in a process of its own: streams that end early, and what the shell sees."""

    def test_a_traceback_is_never_shown(self, faulty: Path, tmp_path: Path):
        (faulty / "facts" / "x.yaml").write_bytes(bytes(range(256)) * 50)
        for arguments in (
            ["check", str(faulty)],
            ["show", "lenin", "--data", str(faulty)],
            ["check", str(tmp_path / "no")],
        ):
            done = started(*arguments)
            assert 1 == done.returncode
            assert "Traceback" not in done.stdout + done.stderr

    @pytest.mark.parametrize("verb", ["check", "query"])
    def test_a_reader_that_leaves_early_is_left_in_peace(self, verb: str, world: World):
        folder = world("tiny")
        lines = "".join(f"    - lenin opposes foreign-trade: {{when: {year:04}}}\n" for year in range(1, 4000))
        if verb == "check":
            lines = lines.replace("lenin", "lennin")
        text = f"source: jacobson-1994\npassages:\n- p: 20 ¶1\n  facts:\n{lines}"
        (folder / "facts" / "more.yaml").write_text(text, "utf-8")
        arguments = {
            "check": ["check", str(folder)],
            "query": ["query", "SELECT * { ?s ?p ?o }", "--data", str(folder)],
        }
        with subprocess.Popen(
            [sys.executable, "-m", "graph_builder.cli", *arguments[verb]],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.readline()
            process.stdout.close()
            assert b"" == process.stderr.read()
        assert process.returncode in (0, 1)

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device that is always full is Linux's")
    def test_an_answer_that_cannot_be_written_is_told(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run(
                [sys.executable, "-m", "graph_builder.cli", "show", "lenin", "--data", str(TINY)],
                stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
            )  # fmt: skip
        assert (1, "graph-builder: cannot write the answer: No space left on device\n") == (
            done.returncode,
            done.stderr,
        )

    def test_a_terminal_without_unicode_is_no_reason_to_fail(self, faulty: Path):
        (faulty / "facts" / "x.yaml").write_text("- p: 17 ¶1 日本\n", "utf-8")
        done = started(
            "check", str(faulty), env={"PATH": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        )
        assert (1, "") == (done.returncode, done.stderr)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestBuild:
    """The folder of output is replaced whole or not at all."""

    def test_two_builds_give_the_same_bytes(self, tmp_path: Path):
        for name in ("one", "two"):
            assert 0 == run("build", "--data", str(TINY), "--output", str(tmp_path / name)).exit_code
        one, two = (_files(tmp_path / name) for name in ("one", "two"))
        assert one == two
        assert {"graph.html", "graph.nq", "graph.json", "statements.csv", "shapes.ttl", "manifest.json"} <= set(one)
        assert ["one", "two"] == sorted(os.listdir(tmp_path))

    def test_a_second_build_leaves_no_file_of_the_first_and_all_of_others(self, tmp_path: Path):
        output = tmp_path / "output"
        run("build", "--data", str(TINY), "--output", str(output))
        manifest = json.loads((output / "manifest.json").read_text("utf-8"))
        manifest["files"]["old.html"] = {}
        (output / "manifest.json").write_text(json.dumps(manifest), "utf-8")
        (output / "old.html").touch()
        (output / "README.md").write_text("mine", "utf-8")
        assert 0 == run("build", "--data", str(TINY), "--output", str(output)).exit_code
        assert (False, "mine") == ((output / "old.html").exists(), (output / "README.md").read_text("utf-8"))

    def test_faulty_data_leave_the_old_output_as_it_was(self, faulty: Path, tmp_path: Path):
        output = tmp_path / "output"
        run("build", "--data", str(TINY), "--output", str(output))
        before = _files(output)
        result = run("build", "--data", str(faulty), "--output", str(output))
        assert 1 == result.exit_code
        assert before == _files(output)

    @pytest.mark.parametrize(
        "manifest", [None, "{}", "[]", "5", "{", '{"files": 5}', '{"made by": "npm", "files": {"a": 1}}']
    )
    def test_a_folder_of_others_is_refused_and_left_alone(self, manifest: str | None, tmp_path: Path):
        (tmp_path / "a").write_text("precious", "utf-8")
        if manifest is not None:
            (tmp_path / "manifest.json").write_text(manifest, "utf-8")
        before = {path: path.read_bytes() for path in tmp_path.iterdir()}
        result = run("build", "--data", str(TINY), "--output", str(tmp_path))
        assert 1 == result.exit_code
        assert "graph-builder: " in result.stderr
        assert before == {path: path.read_bytes() for path in tmp_path.iterdir()}

    def test_a_file_in_the_place_of_the_folder_is_refused(self, tmp_path: Path):
        (tmp_path / "output").write_text("precious", "utf-8")
        result = run("build", "--data", str(TINY), "--output", str(tmp_path / "output"))
        assert (1, "precious") == (result.exit_code, (tmp_path / "output").read_text("utf-8"))
        assert "is a file, not a folder" in result.stderr

    def test_a_folder_that_cannot_be_made_is_told(self, tmp_path: Path):
        (tmp_path / "file").touch()
        result = run("build", "--data", str(TINY), "--output", str(tmp_path / "file" / "output"))
        assert 1 == result.exit_code
        assert "cannot write" in result.stderr

    def test_a_view_is_a_page_and_its_folder_must_be_there(self, tmp_path: Path):
        page = tmp_path / "lenin.html"
        assert 0 == run("view", "lenin", "--data", str(TINY), "--output", str(page)).exit_code
        assert "<html" in page.read_text("utf-8")
        assert 1 == run("view", "lenin", "--data", str(TINY), "--output", str(tmp_path / "no" / "x.html")).exit_code
        assert 1 == run("view", "lennin", "--data", str(TINY), "--output", str(page)).exit_code
