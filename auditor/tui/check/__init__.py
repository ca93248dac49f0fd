"""The check over all audits on screen, and what follows an inadequate one."""
