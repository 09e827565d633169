"""The one base of refusals: what the program will not do, said as a code and facts, worded by the screen."""


class Refused(Exception):
    """Something was refused for a reason the person can act on (từ chối, có lý do).

    ``code`` is stable and names the reason; ``facts`` fill the sentence that the interface or the
    command line shows for it. The core and the operations raise it, never with words for a screen.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({facts})" if facts else self.code
