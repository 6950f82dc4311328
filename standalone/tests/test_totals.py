"""`make test` counts what each runner reports."""

from pathlib import Path

from launcher.totals import Totals, read


def junit(folder: Path, *cases: str) -> Path:
    file = folder / "results.xml"
    file.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>")
    return file


def test_passed_failed_and_skipped_are_counted(tmp_path: Path):
    results = junit(
        tmp_path,
        "<testcase/>",
        "<testcase><failure/></testcase>",
        "<testcase><error/></testcase>",
        "<testcase><skipped/></testcase>",
    )
    assert read(results, 1) == Totals(passed=1, failed=2, skipped=1)


def test_the_line_of_totals_is_short_without_skips():
    assert str(Totals(3, 0)) == "3 passed, 0 failed"
    assert str(Totals(3, 0, 2)) == "3 passed, 0 failed, 2 skipped"


def test_a_runner_that_crashed_counts_as_a_failure(tmp_path: Path):
    assert read(tmp_path / "never-written.xml", 2) == Totals(failed=1)
    assert read(junit(tmp_path, "<testcase/>"), 3) == Totals(passed=1, failed=1)


def test_a_runner_that_ran_nothing_counts_as_a_failure(tmp_path: Path):
    assert read(junit(tmp_path), 0) == Totals(failed=1)


def test_a_file_cut_off_half_way_counts_as_a_failure(tmp_path: Path):
    file = tmp_path / "results.xml"
    file.write_text("<testsuites><testcase/>")
    assert read(file, 1) == Totals(failed=1)
