const PROTECTED = /^(?:main|master|trunk|prod|production|stable|release(?:[/-].*)?|releases\/.*)$/i;

/** Whether a branch is one that others build on, by the names that such branches usually have. */
export const isSharedByName = (branch: string): boolean => PROTECTED.test(branch);
