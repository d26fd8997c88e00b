import tseslint from 'typescript-eslint';

const nativeLibraries = [
  { name: 'sharp', message: 'Only src-main/image-io knows sharp.' },
  { name: 'onnxruntime-node', message: 'Only src-main/runtime knows onnxruntime-node.' },
  { name: 'electron', message: 'Only the top-level files of src-main know electron.' },
];
const restrict = (...allowed) => ({
  'no-restricted-imports': ['error', { paths: nativeLibraries.filter((library) => !allowed.includes(library.name)) }],
});

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'release/', '.cache/', 'imago-demo/', 'upscaled/', 'runs/', 'test-results/', '.dependency-cruiser.cjs', 'scripts/default-app/'] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    rules: {
      'max-lines': ['error', { max: 400 }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }],
      eqeqeq: 'error',
      ...restrict(),
    },
  },
  { files: ['src-main/image-io/**'], rules: restrict('sharp') },
  { files: ['src-main/runtime/**', 'src-main/onnx-trace/testing/**'], rules: restrict('onnxruntime-node') },
  { files: ['src-main/*.ts'], rules: restrict('electron') },
  { files: ['scripts/**', 'e2e/**', '**/*.test.ts'], rules: restrict('sharp', 'onnxruntime-node', 'electron') },
  { files: ['*.config.{ts,mjs}', '*/*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
