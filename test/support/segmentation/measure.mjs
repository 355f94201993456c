// Runs measure.ts from the sources: node test/support/segmentation/measure.mjs [file] [--errors]
import '../source-hooks.mjs';

await import('./measure.ts');
