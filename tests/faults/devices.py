"""Two devices that are offline for long, and whose folders are then copied file by file in any order.

The files come half copied, while they are being written, the journal before the snapshot and the other way
round. In the second part both machines have the same device id, as a copied home folder has, and what the
sync program does not take it puts beside under another name.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from annotations import actions
from annotations.store import Store
from tests.annotations.stores import FastFiles, Home, subject
from tests.faults.changing import Picture, picture
from tests.faults.outcome import Outcome

EDITS = {"quick": 30, "full": 200}
ROUNDS = {"quick": 3, "full": 40}
STAMPS = (
    "{stem}.sync-conflict-20261122-101500-ABCDEFG{end}",
    "{stem} (conflicted copy 2026-11-22){end}",
    "{stem} (Case Conflict){end}",
)
FOLD_AFTER = 17


class Reader:
    """Edits on one device; every text is written once only, so that it can be followed."""

    def __init__(
        self, home: Home, name: str, chance: random.Random, alive: set[str], fold_after: int = FOLD_AFTER
    ) -> None:
        self.home, self.name, self.chance, self.alive = home, name, chance, alive
        self.fold_after = fold_after
        self.number = 0
        self.store = self.open()

    def open(self) -> Store:
        return self.home.open(files=FastFiles(), compact_after=self.fold_after)

    def reopen(self) -> None:
        self.store.close()
        self.store = self.open()

    def edit(self) -> None:
        """Write, change or delete a note, or tag: what was in view is replaced, and nothing else."""
        store, choice = self.store, self.chance.random()
        notes = store.all_notes()
        on = subject(self.chance.choice("abc"))
        if choice < 0.35 or not notes:
            store.apply(actions.add_note(store, on, self._text())).result()
        elif choice < 0.75:
            note = self.chance.choice(notes)
            store.apply(actions.edit_note(store, note, self._text())).result()
            self.alive.discard(note.text)
        elif choice < 0.85:
            note = self.chance.choice(notes)
            store.apply(actions.delete_note(store, note)).result()
            self.alive.discard(note.text)
        else:
            self.number += 1
            tag = f"{self.name} {self.number}"
            store.apply(actions.tag(store, [on], [tag])).result()
            self.alive.add(f"{on.id} #{tag}")

    def _text(self) -> str:
        self.number += 1
        text = f"{self.name} {self.number}"
        self.alive.add(text)
        return text

    def shown(self) -> list[str]:
        """Return the texts of all notes, and all tags with what they are on."""
        tags = [f"{name} #{tag}" for name, marks in self.store.marks().items() for tag in marks.tags]
        return sorted([*(note.text for note in self.store.all_notes()), *tags])


def run(root: Path, size: str) -> Outcome:
    """Let so many pairs of devices be offline, and bring them together."""
    outcome = Outcome()
    for number in range(ROUNDS[size]):
        _apart(root / f"apart {number}", EDITS[size], number, outcome)
        _twins(root / f"twins {number}", EDITS[size], number, outcome)
    return outcome


def _apart(root: Path, edits: int, seed: int, outcome: Outcome) -> None:
    chance, alive = random.Random(f"apart {seed}"), set[str]()
    one, two = (Reader(Home(root / name), name, chance, alive) for name in ("một", "hai"))
    for _ in range(6):
        one.edit()
    _all(one, two)
    for step in range(2 * edits):
        (one if chance.random() < 0.5 else two).edit()
        if step > edits and chance.random() < 0.3:
            _some(*((one, two) if chance.random() < 0.5 else (two, one)), chance)
            outcome.count("files copied alone, some of them half")
        if chance.random() < 0.02:
            chance.choice((one, two)).reopen()
    outcome.count("edits on two devices", 2 * edits)
    _come_together(one, two, alive, f"two devices, seed {seed}", outcome)
    shutil.rmtree(root)


def _folder(reader: Reader) -> Path:
    return reader.home.data / reader.store.device


def _some(source: Reader, target: Reader, chance: random.Random) -> None:
    """Copy one file of a device, whole or half, and have the other one look."""
    files = [path for path in _folder(source).iterdir() if path.is_file()]
    path = chance.choice(files)
    try:
        data = path.read_bytes()
    except FileNotFoundError:  # it was just given another name
        return
    there = target.home.data / source.store.device
    there.mkdir(exist_ok=True)
    (there / path.name).write_bytes(
        data if chance.random() < 0.6 else data[: chance.randrange(len(data) + 1)]
    )
    if chance.random() < 0.5:
        target.store.refresh()


def _all(one: Reader, two: Reader) -> None:
    """Copy each device's folders over, as a sync program that is left alone does in the end."""
    for source, target in ((one, two), (two, one)):
        there = target.home.data / source.store.device
        shutil.rmtree(there, ignore_errors=True)
        _copy_folder(_folder(source), there)
    for reader in (one, two):
        reader.store.refresh()


def _copy_folder(source: Path, target: Path) -> None:
    """Copy a device's files; where one gets another name meanwhile, all of them again."""
    target.mkdir(parents=True, exist_ok=True)
    while True:
        names = sorted(path.name for path in source.glob("*") if path.is_file())
        try:
            for name in names:
                (target / name).write_bytes((source / name).read_bytes())
        except FileNotFoundError:
            continue
        if names == sorted(path.name for path in source.glob("*") if path.is_file()):
            return


def _come_together(one: Reader, two: Reader, alive: set[str], where: str, outcome: Outcome) -> None:
    for _ in range(2):
        _all(one, two)
        for reader in (one, two):
            _judge(reader, alive, where, outcome)
            reader.reopen()
    pictures = [_what_is_said(reader.store) for reader in (one, two)]
    outcome.expect(pictures[0] == pictures[1], f"{where}: the devices do not show the same")
    for reader in (one, two):
        told = {code for code, _ in reader.store.report.told}
        outcome.expect(not told, f"{where}: told of {told} though all is there")
        reader.store.close()


def _what_is_said(store: Store) -> Picture:
    return picture(store)


def _judge(reader: Reader, alive: set[str], where: str, outcome: Outcome, *, known: bool = True) -> None:
    shown = reader.shown()
    lost, back = alive - set(shown), set(shown) - alive
    outcome.expect(not lost, f"{where}: lost {sorted(lost)[:4]}")
    outcome.expect(not back or not known, f"{where}: came back {sorted(back)[:4]}")
    outcome.count("texts kept beside, as it is no longer known who had seen them", len(back))
    outcome.expect(len(shown) == len(set(shown)) or not known, f"{where}: something is shown twice")
    outcome.count("texts and tags found again", len(alive))


def _twins(root: Path, edits: int, seed: int, outcome: Outcome) -> None:
    chance, alive = random.Random(f"twins {seed}"), set[str]()
    # Where the journal was folded several times since, nobody can say any more what the other one had seen:
    # texts that were replaced may be kept beside then. In the other half of the cases none may.
    known = seed % 2 == 0
    fold_after = 3 * edits if known else FOLD_AFTER
    one = Reader(Home(root / "một"), "một", chance, alive, fold_after)
    for _ in range(12):
        one.edit()
    one.store.close()
    shutil.copytree(one.home.root, root / "hai")
    one.store = one.open()
    two = Reader(Home(root / "hai"), "hai", chance, alive, fold_after)
    name, opened = one.store.device, chance.random() < 0.5
    for reader in (one, two):
        # Now and then only one of them has folded its journal meanwhile.
        for _ in range(chance.choice((3, edits))):
            reader.edit()
            outcome.count("edits under one device id")
        if not opened:
            reader.store.close()
    _conflict(one.home.data / name, two.home.data / name, chance)
    outcome.count("folders with conflict files")
    for reader in (one, two):
        if opened:
            reader.store.refresh()
        else:
            reader.store = reader.open()
        reader.edit()
        reader.reopen()
    outcome.expect(one.store.device != two.store.device, f"twins, seed {seed}: both have the same id")
    _copy_other_folders(one, two)
    for _ in range(5):
        one.edit(), two.edit()
    _copy_other_folders(one, two)
    for reader in (one, two):
        reader.reopen()
        _judge(reader, alive, f"twins, seed {seed}{' open' * opened}", outcome, known=known)
    pictures = [_what_is_said(reader.store) for reader in (one, two)]
    outcome.expect(pictures[0] == pictures[1], f"twins, seed {seed}: they do not show the same")
    one.store.close()
    two.store.close()
    shutil.rmtree(root)


def _conflict(one: Path, two: Path, chance: random.Random) -> None:
    """Make two folders the same, as a sync program does: of each file one wins, the other is set beside."""
    stamp, winners = chance.choice(STAMPS), {}
    sides = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in (one, two)]
    for name in sorted({*sides[0], *sides[1]}):
        there = [side[name] for side in sides if name in side]
        chance.shuffle(there)
        winners[name] = there[0]
        if len(there) == 2 and there[0] != there[1]:
            stem, dot, end = name.partition(".")
            winners[stamp.format(stem=stem, end=dot + end)] = there[1]
    for folder in (one, two):
        for name, data in winners.items():
            (folder / name).write_bytes(data)


def _copy_other_folders(one: Reader, two: Reader) -> None:
    """Copy folders over: each from the one that writes it."""
    for source, target in ((one, two), (two, one)):
        for folder in source.home.data.iterdir():
            if folder.name != target.store.device:
                _copy_folder(folder, target.home.data / folder.name)
    for reader in (one, two):
        reader.store.refresh()
