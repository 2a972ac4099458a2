/**
 * Version of what several copies of this library in one app share: the internal members of value classes, whose names start with `_`, and the state
 * that the library keeps on constructs. Increase it in a release that changes them so that another copy cannot use them. Copies with different
 * versions refuse each other's values with the rule `library-version`.
 *
 * @internal
 */
export const PROTOCOL = 1;
