/** Tests that need a program of the system are never skipped: without it they fail and say how to get it. */
export function missingProgram(debianPackage: string, cause?: unknown): Error {
  return new Error(
    `The Debian package "${debianPackage}" is missing. Install what the tests need with: ` +
      'apt-get install -y redis-server chromium',
    { cause },
  );
}
