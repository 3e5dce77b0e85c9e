import { init, type EChartsOption } from 'echarts';

/** The size of a drawing in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Stand-ins that become variables of the style sheet, so that one drawing serves on a light and on a dark page. */
export const ink = '#010203';
export const grid = '#040506';

const styleSheet = [
  'svg{--ink:#1f2328;--grid:#d1d9e0}',
  '@media(prefers-color-scheme:dark){svg{--ink:#e6edf3;--grid:#3d444d}}',
].join('');

/**
 * Draws on the server: an SVG that stands alone, scales with its place, and is the same in the page and in Markdown.
 * A screen reader reads `title`.
 */
export function draw(option: EChartsOption, { width, height }: Size, title: string): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({
    animation: false,
    textStyle: { color: ink, fontFamily: 'system-ui, sans-serif' },
    ...option,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return standAlone(svg, { width, height }, title);
}

/**
 * Without what serves a pointer: styles of hovering, and marks of what is under it. ECharts numbers its drawings; their
 * title in place of the number makes ids the same in every run, and distinct within the page.
 */
function standAlone(svg: string, { width, height }: Size, title: string): string {
  const id = `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${width}`;
  const body = svg
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/^<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<style ?>.*?<\/style>/gs, '')
    .replace(/ (?:ecmeta_\w+|class|pointer-events)="[^"]*"/g, '')
    .replaceAll(ink, 'var(--ink)')
    .replaceAll(grid, 'var(--grid)')
    .trim();
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${styleSheet}</style>`,
    body,
    '</svg>',
  ].join('\n');
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A value axis whose lines and labels follow the page. */
export function valueAxis(name: string) {
  return {
    type: 'value' as const,
    name,
    nameTextStyle: { color: ink, fontSize: 12 },
    axisLabel: { color: ink, fontSize: 12, hideOverlap: true },
    axisLine: { show: false },
    splitLine: { lineStyle: { color: grid } },
  };
}

/** Names along an axis. */
export function categoryAxis(data: string[]) {
  return {
    type: 'category' as const,
    data,
    axisLabel: { color: ink, fontSize: 12 },
    axisLine: { lineStyle: { color: grid } },
    axisTick: { show: false },
  };
}

/** What ECharts takes for the width of a text errs, as it cannot know the font of the one who looks. */
const legendMarginPx = 60;

/** At the top, over as many lines as it takes in a drawing of a width. */
export function legend(data: string[], drawingWidth: number) {
  const width = drawingWidth - legendMarginPx;
  const item = { icon: 'roundRect', itemWidth: 14, itemHeight: 10, itemGap: 18 };
  return { data, width, ...item, top: 0, left: 0, textStyle: { color: ink, fontSize: 12 } };
}
