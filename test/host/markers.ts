/** The first line that the tests print. What VS Code itself prints before it and after the last is held back. */
export const TESTS_BEGIN = 'Tests inside the extension host';
/** The last line that the tests print. */
export const TESTS_END = 'End of the tests inside the extension host';
