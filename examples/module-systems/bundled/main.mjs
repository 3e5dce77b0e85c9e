// The entry of the bundles that are one file: there, modules run in the order of their imports, and what a later module
// requires is instrumented by an earlier one.
import './telemetry.mjs';

import '../app/esm/app.mjs';
