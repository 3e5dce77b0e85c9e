/** Above it the wide drawings, below it the narrow ones. */
const breakpointPx = 720;

export const styleSheet = `
:root { color-scheme: light dark; --page: #fff; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; --product: #ddf4ff; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0d1117; --text: #e6edf3; --quiet: #9198a1; --line: #3d444d; --product: #0c2d5a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 800px; padding: 16px; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 26px; line-height: 1.2; } h2 { margin-top: 48px; font-size: 21px; } h3 { margin: 0 0 8px; font-size: 17px; }
header h2 { margin: 24px 0 8px; font-size: 17px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 6px 16px; margin: 0; font-size: 15px; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
dt i { display: inline-block; width: 10px; height: 10px; margin-right: 8px; border-radius: 2px; }
small { color: var(--quiet); font-size: 13px; }
figure { margin: 32px 0; } figcaption { margin-top: 8px; color: var(--quiet); font-size: 14px; }
svg { display: block; width: 100%; height: auto; }
.narrow { display: none; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 15px; }
th, td { padding: 6px 12px; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th { font-weight: 600; vertical-align: bottom; }
th:first-child, td:first-child { padding-left: 6px; text-align: left; } td:has(code) { text-align: left; }
td:not(:first-child), td code { white-space: nowrap; }
.product { background: var(--product); font-weight: 600; }
code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
@media (min-width: ${breakpointPx}px) { th:first-child, td:first-child { white-space: nowrap; } }
@media (max-width: ${breakpointPx - 1}px) {
  .wide { display: none; } .narrow { display: block; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 10px; }
  table { font-size: 13px; } th, td { padding: 6px 3px; } td code { font-size: 12px; }
  th:first-child, td:first-child { padding-left: 3px; }
}
@media (max-width: 380px) { table { font-size: 12px; } th, td { padding: 6px 2px; } }
`;
