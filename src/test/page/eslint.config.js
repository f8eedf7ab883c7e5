import js from '@eslint/js';
import { configs as lit } from 'eslint-plugin-lit';
import globals from 'globals';

const BROWSER = ['src/main/web/js/**/*.js'];
const TOOLS = ['src/test/page/*.{js,mjs}'];

export default [
  { ignores: ['**/node_modules/**', 'src/main/web/vendor/**'] },
  { ...js.configs.recommended, files: [...BROWSER, ...TOOLS] },
  // Its parser of HTML takes an unquoted address for a closed element.
  { ...lit['flat/recommended'], files: BROWSER },
  { files: BROWSER, languageOptions: { globals: globals.browser } },
  { files: TOOLS, languageOptions: { globals: globals.node } },
  {
    files: [...BROWSER, ...TOOLS],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-len': ['error', { code: 120 }],
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 500 }],
      eqeqeq: 'error',
      'no-empty': ['error', { allowEmptyCatch: true }],
      'no-var': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
      'prefer-template': 'off',
    },
  },
];
