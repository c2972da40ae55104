"""A built wheel, installed where the repository is not, gives a working docbao."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_wheel_carries_articles_styles_and_data(tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(tmp_path / "dist"),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    (wheel,) = (tmp_path / "dist").glob("docbao-*.whl")
    venv.create(tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", str(wheel)],
        check=True,
        capture_output=True,
    )
    # The libraries are this environment's (its .pth files, and so the checkout, are not followed from here).
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "PYTHONPATH": sysconfig.get_paths()["purelib"],
        "LANG": "C.UTF-8",
    }
    (tmp_path / "home").mkdir()
    docbao = tmp_path / "env" / "bin" / "docbao"

    def call(*arguments: str) -> str:
        done = subprocess.run(
            [docbao, *arguments], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    rows = [json.loads(line) for line in call("list", "--json").splitlines()]
    assert len(rows) == 5
    assert all(str(tmp_path / "env") in row["path"] for row in rows)
    assert json.loads(call("show", rows[0]["id"], "--json"))["entities"]
    code = (
        "import pathlib, tui.screens.main\n"
        "p = pathlib.Path(tui.screens.main.__file__)\n"
        "print(p, p.with_name('main.tcss').exists())"
    )
    where = subprocess.run(
        [python, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert str(tmp_path / "env") in where.stdout
    assert where.stdout.strip().endswith("True")
