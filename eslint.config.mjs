import tseslint from 'typescript-eslint';

/** Rooms that must run anywhere: strings in, data out. */
const PURE = ['page', 'numbers', 'segmentation', 'entities', 'duplicates', 'annotations', 'formats'];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'media/'] },
  tseslint.configs.strict,
  tseslint.configs.recommendedTypeCheckedOnly,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off', // needed where an index is known to be in range
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    files: PURE.map((room) => `src/${room}/**/*.ts`),
    rules: {
      'no-restricted-imports': ['error', {
        paths: ['vscode', 'nodejieba', 'fs', 'fs/promises', 'path', 'os', 'child_process', 'worker_threads', 'http', 'https', 'net', 'crypto'],
        patterns: ['node:*', '**/editor/*', '**/review/*', '**/analysis/*', '**/cli/*', '**/build/*'],
      }],
      'no-restricted-globals': ['error', 'process', 'require', 'setTimeout', 'setInterval', 'setImmediate', 'performance', 'Date', 'Buffer'],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
    },
  },
);
