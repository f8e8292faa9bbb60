"""The ``famplan`` command as the shell sees it: one line for a fault, and an exit code."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings

import pytest

import famplan
from famplan.cli import ExitCode, main
from famplan.errors import MissingExtraError, UnverifiedFactWarning


def shell(*arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command in a fresh interpreter, after a line of preparation."""
    code = f"import sys; {before}\nfrom famplan.cli import main\nmain(sys.argv[1:])"
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_command_that_succeeds_ends_with_zero() -> None:
    """The version goes to standard output and nothing to standard error."""
    done = shell("--version")
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    assert done.stdout == f"famplan {famplan.__version__}\n"


def test_wrong_usage_ends_with_two() -> None:
    """An option that does not exist is the caller's slip, not the input's."""
    done = shell("list", "--colour")
    assert done.returncode == ExitCode.USAGE
    assert "--colour" in done.stderr


def test_bad_input_is_one_line_and_ends_with_three() -> None:
    """An unknown indicator gives the nearest names and no traceback."""
    done = shell("show", "crude birth rat")
    assert done.returncode == ExitCode.BAD_INPUT
    assert done.stderr.startswith("famplan: no indicator is called 'crude birth rat'; did you mean")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


@pytest.mark.parametrize("package", ["typer", "rich"])
def test_a_missing_extra_is_one_line_and_ends_with_four(package: str) -> None:
    """Without the extra the command says what to install."""
    done = shell("--version", before=f"sys.modules[{package!r}] = None")
    assert done.returncode == ExitCode.MISSING_EXTRA
    expected = f'famplan: the famplan command needs {package}: pip install "famplan[cli]"\n'
    assert done.stderr == expected


def test_a_console_without_chinese_gets_escapes_not_a_crash() -> None:
    """Characters that the encoding lacks are escaped, in a form that JSON reads back."""
    done = shell("cite", "CBR", before="sys.stdout.reconfigure(encoding='ascii')")
    assert done.returncode == ExitCode.OK
    assert r"\u51fa\u751f\u7387" in done.stdout


def test_a_command_without_tables_loads_no_table_library() -> None:
    """Each command loads only what it needs."""
    watch = "import atexit; atexit.register(lambda: print('rich.table' in sys.modules))"
    assert shell("--version", before=watch).stdout.endswith("False\n")
    assert shell("list", before=watch).stdout.endswith("True\n")


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo what the command does to the process it owns."""
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], ExitCode.OK),
        (["bogus"], ExitCode.USAGE),
        (["cite", "bogus"], ExitCode.BAD_INPUT),
    ],
)
def test_main_ends_the_process_with_the_exit_code(arguments: list[str], code: ExitCode) -> None:
    """The same codes without a shell."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == code


@pytest.mark.usefixtures("in_process")
def test_main_looks_for_its_extra_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The missing library is named before anything else can fail."""
    monkeypatch.setitem(sys.modules, "typer", None)
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == ExitCode.MISSING_EXTRA
    assert "needs typer" in capsys.readouterr().err


@pytest.mark.usefixtures("in_process")
def test_main_prints_to_any_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that has no encoding to adapt is left as it is."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    with pytest.raises(SystemExit):
        main(["cite", "CBR"])
    assert "出生率" in stream.getvalue()


@pytest.mark.usefixtures("in_process")
def test_a_fault_inside_a_command_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An extra that only one command needs is told in the same way."""

    def need_it(*_: object, **__: object) -> None:
        raise MissingExtraError("the page", package="jinja2", extra="report")

    monkeypatch.setattr("famplan.cli.catalogue.cite", need_it)
    with pytest.raises(SystemExit) as ended:
        main(["cite", "CBR"])
    assert ended.value.code == ExitCode.MISSING_EXTRA
    assert (
        capsys.readouterr().err == 'famplan: the page needs jinja2: pip install "famplan[report]"\n'
    )


@pytest.mark.usefixtures("in_process")
def test_a_warning_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A warning names neither the file nor the line of the library."""

    def warn_first(*_: object, **__: object) -> str:
        warnings.warn("not verified", UnverifiedFactWarning, stacklevel=1)
        return "cited"

    monkeypatch.setattr("famplan.cli.catalogue.cite", warn_first)
    warnings.simplefilter("always")  # pytest restores the filters after the test
    with pytest.raises(SystemExit) as ended:
        main(["cite", "CBR"])
    assert ended.value.code == ExitCode.OK
    assert capsys.readouterr() == ("cited\n", "famplan: warning: not verified\n")
