/** Boundaries between folders and import cycles; `npm run check:boundaries`. */
const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from: { path: from }, to: { path: to } });
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    forbid('renderer-stays-apart', '^src-renderer', '^(src-main|scripts)', 'The renderer reaches the main side only through the bridge.'),
    forbid('shared-is-pure', '^src-shared', '^(src-main|src-renderer|scripts|node_modules/(sharp|electron|onnxruntime-node|@tensorflow))'),
    forbid('main-knows-no-renderer', '^src-main', '^(src-renderer|scripts/(?!test-data))'),
    forbid('image-io-is-a-leaf', '^src-main/image-io', '^src-main/(?!image-io|testing)'),
    forbid('runtime-is-a-leaf', '^src-main/runtime', '^src-main/(?!runtime|children/spawn|onnx-trace/(onnx-writer|tiny-models|half)|onnx-rewrite/several-pictures|testing)'),
    forbid('only-top-level-files-know-electron', '^src-main/[^/]+/', '^(node_modules/electron/|src-main/[^/]+\\.ts$)'),
    forbid('trace-knows-no-engine', '^src-main/onnx-trace', '^src-main/(?!onnx-trace|runtime)'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs'] },
  },
};
