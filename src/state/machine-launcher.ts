/** What managed settings name, and plugins bring along: one script for everybody on the machine. */
export const MACHINE_LAUNCHER = '/etc/hookwarden/launcher';

/**
 * Runs the launcher of whoever calls, found by the name of the account and not by HOME, which a project's settings can set. An account
 * without one is denied.
 */
export const machineLauncherText = (privileged: boolean): string => `#!/bin/sh${privileged ? ' -p' : ''}
# Written by hookwarden; run by coding agents as: launcher block|notify|prompt --host NAME
case "\${1-}" in
  notify | prompt) failed=0 ;;
  *) failed=2 ;;
esac
trap 'exit "$failed"' EXIT
name=$(/usr/bin/id -un) || exit "$failed"
case "$name" in
  '' | -* | *[!A-Za-z0-9._-]*) exit "$failed" ;;
esac
eval "home=~$name"
launcher="$home/.local/state/hookwarden/launcher"
if [ ! -x "$launcher" ]; then
  echo 'hookwarden: this account is not set up. Run in a terminal of your own: hookwarden init' >&2
  exit "$failed"
fi
status=0
"$launcher" "$@" || status=$?
case "$status" in
  0)
    trap - EXIT
    exit 0
    ;;
  2) [ "$1" = notify ] || failed=2 ;;
esac
exit "$failed"
`;
