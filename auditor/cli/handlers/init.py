"""What ``auditor init`` does."""

import argparse
import secrets
import sys
from getpass import getpass

from auditor.cli import output, session
from auditor.errors import InputError, StoreError
from auditor.paths import store_folder
from auditor.store.vault import MINIMUM_PASSPHRASE, store_exists
from auditor.use_cases.keeping.recovery import note_typed_back
from auditor.use_cases.open_store import init_store


def init(args: argparse.Namespace) -> None:
    """Make a store; ask for what was not given, and show the recovery code once."""
    folder = store_folder(args.store)
    asking = session.on_terminal()
    if args.name is None and not asking:
        raise InputError("Your display name is needed.", "There is no terminal to ask on.", "Add: --name NAME")
    if store_exists(folder):
        # Said before anything is asked: whoever chose a passphrase in vain would be right to be annoyed.
        raise StoreError("There is a store here already.", str(folder), "Open it with: auditor; or add: --store FOLDER")
    name = args.name if args.name is not None else output.ask("Your display name, as colleagues know you: ")
    new = init_store(folder, name, new_passphrase(args, "A passphrase for you"))
    service = new.service
    try:
        if args.json:
            output.as_json({"store": str(folder), "person": str(service.person.id), "recovery_code": new.recovery_code})
        else:
            output.say(f"The store is made, for {service.person.name}: {folder}")
            output.say("This recovery code opens it when the passphrase is lost. It is shown once:")
            output.text(new.recovery_code)
            output.say("Write it on paper and keep it away from this machine. Without both, nobody opens the store.")
        if asking and not args.json:
            note_typed_back(service, done=False)
            if confirm_code(new.recovery_code):
                note_typed_back(service, done=True)
    finally:
        service.close()


def new_passphrase(args: argparse.Namespace, question: str, option: str = "passphrase_file") -> str:
    """A new passphrase: from the file named, or asked for twice.

    Raises:
        InputError: the two differ, or there is nobody to ask; or the file cannot be used.
    """
    named = getattr(args, option)
    if named is not None or not session.on_terminal():
        # Only a person's first passphrase may come from the file that the environment names.
        if named is None and option != "passphrase_file":
            flag = option.replace("_", "-")
            raise InputError("A passphrase is needed, and there is no terminal to ask on.", "", f"Add: --{flag} FILE")
        return session.passphrase(named, question)
    first = getpass(f"{question} (at least {MINIMUM_PASSPHRASE} characters, four words do well): ", stream=sys.stderr)
    second = getpass("The same again: ", stream=sys.stderr)
    if not secrets.compare_digest(first.encode(), second.encode()):
        raise InputError("The two passphrases differ.", "Nothing was changed.", "Try again.")
    return first


def confirm_code(code: str) -> bool:
    """Ask for the last group of the recovery code before the screen is gone; whether it was typed back."""
    last = code.replace(" ", "-").split("-")[-1]
    for _ in range(3):
        if output.ask("Type the last group of the recovery code: ").strip().casefold() == last.casefold():
            output.say("Good. Start with: auditor")
            return True
        output.say("That is not it. Look at the code above once more.")
    output.say("The store is made all the same. Make sure that you have the code on paper. Start with: auditor")
    return False
