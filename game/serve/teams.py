"""Several people in one seat: who they are, which of them commits, what the others propose.

What is kept here is of the devices, not of the game: it is kept with them beside the save, and what
they say to each other is in the journal. Nothing of it is shown to another seat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import attrs

from game.catalogue import phrase
from game.serve.access import token_hash
from game.serve.protocol import Refused

if TYPE_CHECKING:
    from game.serve.sight import Plain


@attrs.frozen
class KeptMember:
    """One of the people of a seat, as it is known again after a stop.

    Attributes:
        device: the hash of the token by which the device came.
        seat: the seat.
        name: what it is called; "" while nobody said.
        role: what it does for the team.
        commits: whether it commits.
    """

    device: bytes
    seat: str
    name: str = ""
    role: str = ""
    commits: bool = False


@attrs.define
class SeatMember:
    """One of the people of a seat.

    Attributes:
        id: by which the devices of the seat know each other.
        device: the hash of the token by which the device came.
        name: what it is called; "" while nobody said.
        role: what it does for the team, in a word of its own.
        proposed: the move that it would make, and the number of the position of that.
    """

    id: str
    device: bytes
    name: str = ""
    role: str = ""
    proposed: tuple[int, int] | None = None


@attrs.define
class _Team:
    """The people of a seat, in the order in which they came, and the id of who commits."""

    members: list[SeatMember] = attrs.Factory(list)
    commits: str = ""
    came: int = 0


class Teams:
    """The teams of all seats."""

    def __init__(self, here: Callable[[bytes], bool]) -> None:
        """Have nobody.

        Args:
            here: whether a device is connected now, by the hash of its token.
        """
        self._here = here
        self._teams: dict[str, _Team] = {}

    def know(self, kept: Iterable[KeptMember]) -> None:
        """Have the people again who were kept, in the order in which they came."""
        for each in kept:
            team = self._teams.setdefault(each.seat, _Team())
            team.came += 1
            member = SeatMember(str(team.came), each.device, each.name, each.role)
            team.members.append(member)
            if each.commits or not team.commits:
                team.commits = member.id

    @property
    def kept(self) -> tuple[KeptMember, ...]:
        """The people of all seats, as they are known again after a stop."""
        return tuple(
            KeptMember(m.device, seat, m.name, m.role, m.id == team.commits)
            for seat, team in self._teams.items()
            for m in team.members
        )

    @property
    def names(self) -> dict[str, str]:
        """What the people of each seat are called, where some are."""
        called = {s: [m.name for m in team.members if m.name] for s, team in self._teams.items()}
        return {seat: ", ".join(names) for seat, names in called.items() if names}

    def committer(self, seat: str) -> SeatMember | None:
        """Who commits in a seat; None where nobody is there."""
        team = self._teams.get(seat, _Team())
        return next((m for m in team.members if m.id == team.commits), None)

    def enter(self, seat: str, token: str, name: str = "") -> str:
        """Let a device be of a team, or find it again.

        It commits where it is the first, or comes anew while no other of the seat is connected: a
        person who comes back on another phone waits for nobody. Who is found again is what it was,
        so that after a stop it does not matter whose phone is the quickest.

        Returns:
            Its id among the devices of the seat.
        """
        team = self._teams.setdefault(seat, _Team())
        found = self._member(seat, token)
        if found is None:
            alone = not any(self._here(m.device) for m in team.members)
            team.came += 1
            found = SeatMember(str(team.came), token_hash(token))
            team.members.append(found)
            if not team.commits or alone:
                team.commits = found.id
        found.name = name or found.name
        return found.id

    def leave(self, seat: str, token: str) -> None:
        """Let a device be of a team no more; the next one commits."""
        team, device = self._teams.get(seat, _Team()), token_hash(token)
        team.members = [m for m in team.members if m.device != device]
        if team.commits not in {m.id for m in team.members}:
            team.commits = team.members[0].id if team.members else ""

    def name(self, seat: str, token: str) -> str:
        """What the person of a device is called."""
        found = self._member(seat, token)
        return found.name if found is not None else ""

    def check(self, seat: str, token: str) -> None:
        """Let an act be filed only by who commits.

        Raises:
            Refused: another device of the seat commits.
        """
        who = self.committer(seat)
        if who is not None and who is not self._member(seat, token):
            name = who.name or phrase("serve.somebody")
            raise Refused("not_yours", phrase("serve.not_committing", name=name))

    def describe(self, seat: str, token: str, name: str, role: str) -> None:
        """Say what a person is called and does.

        Raises:
            Refused: the device is of no team.
        """
        member = self._own(seat, token)
        member.name, member.role = name or member.name, role

    def propose(self, seat: str, token: str, move: int, n: int) -> None:
        """Show a choice to the team; it replaces what the person proposed before.

        Raises:
            Refused: the device is of no team.
        """
        self._own(seat, token).proposed = (move, n)

    def hand(self, seat: str, token: str, to: str) -> str:
        """Let another device commit: told by who commits, or taken where that one is away.

        Returns:
            The name of who commits now.

        Raises:
            Refused: it is not this device's to give, or there is no such member.
        """
        own, team = self._own(seat, token), self._teams[seat]
        found = next((m for m in team.members if m.id == to), None)
        if found is None:
            raise Refused("unknown", phrase("serve.no_such_member"))
        holder = next(m for m in team.members if m.id == team.commits)
        if own is not holder and self._here(holder.device):
            name = holder.name or phrase("serve.somebody")
            raise Refused("not_yours", phrase("serve.not_committing", name=name))
        team.commits = found.id
        return found.name

    def page(self, seat: str, n: int, title: Callable[[int], str]) -> Plain:
        """The team as all its devices see it.

        Args:
            seat: whose.
            n: the number of the position.
            title: what a move is called.
        """
        team = self._teams.get(seat, _Team())
        return {
            "members": [
                {"id": m.id, "name": m.name, "role": m.role, "here": self._here(m.device)}
                for m in team.members
            ],
            "commits": team.commits,
            "proposals": [
                {"by": m.id, "id": m.proposed[0], "title": title(m.proposed[0])}
                for m in team.members
                if m.proposed is not None and m.proposed[1] == n
            ],
        }

    def _member(self, seat: str, token: str) -> SeatMember | None:
        team, device = self._teams.get(seat, _Team()), token_hash(token)
        return next((m for m in team.members if m.device == device), None)

    def _own(self, seat: str, token: str) -> SeatMember:
        found = self._member(seat, token)
        if found is None:
            raise Refused("not_joined", phrase("serve.not_joined"))
        return found
