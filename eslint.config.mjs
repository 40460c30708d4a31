// What the linter holds the sources to: type-aware rules, so that no promise is left floating.
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules', 'report', 'coverage', 'eslint.config.mjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Jest's matchers are declared by merging into its namespace.
      '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
      eqeqeq: ['error', 'smart'],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.cjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { ...tseslint.configs.disableTypeChecked.languageOptions, sourceType: 'commonjs' },
    rules: { ...tseslint.configs.disableTypeChecked.rules, '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['bench/**'], rules: { 'no-console': 'off' } },
  // A fake in a test often is a promise in form only.
  { files: ['**/*.test.ts'], rules: { '@typescript-eslint/require-await': 'off' } },
);
