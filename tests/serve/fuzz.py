"""Messages by lot, very many of them: `python -m tests.serve.fuzz --messages 100000 --seed 1`.

Devices of every kind send them at tables that go on. Nothing may be raised, no state may change but
by the seat that may change it, and every answer is plain data of a bounded size. A failure prints
the command that meets it again.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
import traceback
from collections import Counter
from random import Random

from game.serve.joining import Guest
from tests.serve.messages import Watch, message
from tests.serve.tables import Party, sitting_of

#: Messages at one table.
EACH = 400
SCENARIOS = ("first-watch", "first-watch", "shamsiddin-shohin", "full-equation")
#: Bytes of the longest answer that is no surprise: a page of all clauses of an offer.
LONGEST = 256 * 1024


def table(number: int, seed: int, most: int, told: Counter[str]) -> int:
    """Send messages at one table; how many."""
    rng = Random(f"{seed} {number}")
    party = Party(sitting_of({}, seed=number, scenario=rng.choice(SCENARIOS)))
    watch, seats = Watch(party), party.host.access.codes.seats
    guests: list[Guest] = [party.guest(), *(party.seated(seat) for seat in seats)]
    guests.append(party.guest())
    party.one(guests[-1], {"do": "join", "code": party.host.access.codes.desk})
    for sent in range(most):
        guest = rng.choice(guests)
        asked = party.sitting.to_move
        if guest.reader is None and guest is not guests[0] and rng.random() < 0.3:
            # Who left, or sent a wrong token, comes back.
            guests.remove(guest)
            guests.append(party.seated(rng.choice(sorted(seats))))
        if rng.random() < 0.05 and asked is not None and party.sitting.legal():
            guest = party.seated(asked)
            watch.send(guest, json.dumps(party.move(guest, rng)))
            party.host.farewell(guest)
        data = message(party, rng)
        for answer in watch.send(guest, data):
            (kind,) = answer
            told[answer["error"]["code"] if kind == "error" else kind] += 1
            assert len(json.dumps(answer)) < LONGEST, (kind, data)
        if rng.random() < 0.1:
            party.settle()
            for each in guests:
                assert len(party.host.page(each)) < LONGEST
        if party.sitting.over:
            return sent + 1
    return most


def main() -> int:
    """Run as asked; 1 if something must not have happened."""
    parser = argparse.ArgumentParser(prog="python -m tests.serve.fuzz", description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--table", type=int, help="only this table of the seed")
    asked = parser.parse_args()
    told: Counter[str] = Counter()
    sent, began = 0, time.monotonic()
    for number in itertools.count() if asked.table is None else [asked.table]:
        try:
            sent += table(number, asked.seed, EACH, told)
        except Exception:
            traceback.print_exc()
            print(f"python -m tests.serve.fuzz --seed {asked.seed} --table {number}")
            return 1
        if sent >= asked.messages:
            break
    seconds = time.monotonic() - began
    print(f"{sent} messages at {number + 1} tables in {seconds:.0f} s: nothing raised, no state")
    print("changed but by the seat that may change it")
    print("answers: " + ", ".join(f"{kind} {count}" for kind, count in told.most_common()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
