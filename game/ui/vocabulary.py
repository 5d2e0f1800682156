"""What the rules call things, for a window: names, texts, kinds and groups of their members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.catalogue import called

if TYPE_CHECKING:
    from game.engine import Game
    from game.rules.look import Roles


class Vocabulary:
    """What the rules of one game say of their sets and members; the same at every moment."""

    def __init__(self, game: Game, roles: Roles, on_map: bool) -> None:
        """Read nothing yet but which members are places.

        Args:
            game: the scenario that is played.
            roles: the parts that names of its rules play at the table.
            on_map: whether these rules have a map.
        """
        self.game, self.roles = game, roles
        self._members: dict[str, tuple[str, ...]] = {}
        self._kinds: dict[str, str] = {}
        self._lying: dict[str, str] = {}
        #: The members that lie on the map; none without a map.
        self.places: tuple[str, ...] = self.members(roles.places) if on_map else ()

    def members(self, kind: str) -> tuple[str, ...]:
        """The members of a set, or nothing when the rules have no such set."""
        if kind not in self._members:
            known = kind in self.game.sets
            self._members[kind] = self.game.members(kind) if known else ()
        return self._members[kind]

    def title(self, kind: str, member: str) -> str:
        """A member's display name."""
        try:
            return str(self.game.title(kind, member))
        except (ValueError, LookupError):
            return called(member)

    def field(self, kind: str, member: str, name: str) -> Any:
        """A constant field of a member, or None."""
        try:
            return self.game.field(kind, member, name)
        except (ValueError, LookupError):
            return None

    def kind_of(self, member: str) -> str:
        """The set that a member belongs to, the first one declared; nothing for no member."""
        if not self._kinds:
            for kind in self.game.sets:
                for each in self.members(kind):
                    self._kinds.setdefault(each, kind)
        return self._kinds.get(member, "")

    def place_name(self, place: str) -> str:
        """The display name of a place of the map."""
        return self.title(self.roles.places, place)

    def seat_name(self, seat: str) -> str:
        """A seat's display name."""
        return self.title("seat", seat)

    def place_of(self, member: str) -> str:
        """The place on the map that a member is or, of a set that has groups, names; or nothing."""
        if member in self.places:
            return member
        if member not in self._lying:
            kind = self.kind_of(member)
            grouped = kind in self.roles.groups
            fields = self.game.sets[kind].fields if grouped else {}
            named = [self.field(kind, member, f) for f, spec in fields.items() if not spec.many]
            self._lying[member] = next((v for v in named if v in self.places), "")
        return self._lying[member]

    def group_of(self, member: str) -> str:
        """The group of a member of a set that has groups, or nothing."""
        kind = self.kind_of(member)
        known = self.roles.groups.get(kind)
        return str(self.field(kind, member, known.by) or "") if known else ""

    def icon_of(self, member: str) -> str:
        """The icon of the group of a member, or nothing."""
        known = self.roles.groups.get(self.kind_of(member))
        return known.icons.get(self.group_of(member), "") if known else ""

    def key_of(self, member: str) -> str:
        """The key of a member's page in the rulebook; nothing for no member."""
        kind = self.kind_of(member)
        return f"member:{self.game.sets[kind].base}.{member}" if kind else ""

    def about(self, member: str) -> str:
        """What the rules say of a member, or nothing."""
        kind = self.kind_of(member)
        return str(self.describe("member", f"{kind}.{member}").get("text") or "") if kind else ""

    def about_group(self, member: str) -> str:
        """What the rules say of the group of a member, and the notes that hold of it."""
        group, known = self.group_of(member), self.roles.groups.get(self.kind_of(member))
        if not group or known is None:
            return ""
        kind = self.kind_of(group)
        notes = [words for field, words in known.notes.items() if self.field(kind, group, field)]
        return "\n".join(filter(None, (self.about(group), "; ".join(notes).capitalize())))

    def describe(self, kind: str, name: str) -> dict[str, Any]:
        """The display texts of something declared; none when there is no such thing."""
        try:
            return dict(self.game.describe(kind, name))
        except (ValueError, LookupError):
            return {}
