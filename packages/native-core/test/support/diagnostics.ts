export { collectDiagnostics, collectLog } from 'test-support/diagnostics';
