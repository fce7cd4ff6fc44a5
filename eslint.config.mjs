import jupyter from '@jupyter/eslint-plugin';
import prettier from 'eslint-config-prettier';
import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

// The rooms of docs/design.md from top to bottom: a room imports only from rooms above it; `app` from all.
const rooms = [
  'lake',
  'questions',
  'sql',
  'athena',
  'series',
  'detectors',
  'findings',
  'analysis',
  'charts',
  'panels',
  'results',
  'notebook'
];
const pure = ['lake', 'questions', 'sql', 'series', 'detectors', 'findings'];

export default tseslint.config(
  {
    ignores: [
      'lib',
      'node_modules',
      'jupyter_security_lake_ml',
      '.venv',
      'ui-tests/node_modules',
      'ui-tests/test-results'
    ]
  },
  ...tseslint.configs.recommended,
  { plugins: { jupyter } },
  ...jupyter.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { jupyter, boundaries },
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname
      }
    },
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js'] } },
      'boundaries/elements': [
        ...rooms.map(type => ({ type, pattern: `src/${type}`, mode: 'folder' })),
        { type: 'app', pattern: 'src/app', mode: 'folder' },
        { type: 'testing', pattern: 'src/testing', mode: 'folder' },
        { type: 'root', pattern: 'src/*.ts', mode: 'file' }
      ]
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-namespace': 'off',
      eqeqeq: 'error',
      curly: ['error', 'all'],
      'boundaries/element-types': [
        'error',
        {
          default: 'disallow',
          message:
            'A room imports only from rooms above it ({{from}} → {{to}}); see the order in eslint.config.mjs.',
          rules: [
            ...rooms.map((type, i) => ({
              from: [type],
              allow: [...rooms.slice(0, i + 1), ...(pure.includes(type) ? [] : ['root'])]
            })),
            { from: ['app'], allow: [...rooms, 'app', 'root'] },
            { from: ['root'], allow: [...rooms, 'app', 'root'] }
          ]
        }
      ]
    }
  },
  {
    // The pure rooms run unchanged in the page, a worker, Node and an embedded V8.
    files: [
      ...pure.map(room => `src/${room}/**/*.ts`),
      'src/analysis/{plan,spec,types,document,worker}*.ts'
    ],
    ignores: ['**/__tests__/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(@jupyterlab|@lumino|@aws-sdk|react|react-dom|node:|plotly)',
              message: 'This room is pure: no JupyterLab, Lumino, React, DOM or Node.'
            }
          ]
        }
      ],
      'no-restricted-globals': [
        'error',
        'window',
        'document',
        'fetch',
        'localStorage',
        'process',
        'Buffer'
      ]
    }
  },
  {
    // Pure rooms return ids and numbers; the views translate them.
    files: pure.map(room => `src/${room}/**/*.ts`),
    rules: { 'jupyter/no-untranslated-string': 'off' }
  },
  {
    files: ['src/**/__tests__/**', 'src/testing/**'],
    rules: { 'boundaries/element-types': 'off', 'jupyter/no-untranslated-string': 'off' }
  },
  prettier
);
