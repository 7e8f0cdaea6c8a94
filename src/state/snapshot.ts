/** Said to the bundle by `init`: make a start-up snapshot instead of judging. */
export const MAKE_SNAPSHOT = 'make-snapshot';
/** The status with which Node, before it has read anything, says that a snapshot is not there or not its own. */
export const SNAPSHOT_REFUSED = 14;
