/** Colours and type of a chart, from the theme. */
export interface IChartTheme {
  background: string;
  text: string;
  faint: string;
  grid: string;
  line: string;
  mark: string;
  change: string;
  shade: string;
  font: string;
  fontSize: number;
}

/**
 * Reads the theme's variables where the chart stands. They resolve only on an element that is in the page; elsewhere
 * the light theme's values are given.
 */
export function chartTheme(node: Element): IChartTheme {
  const style = getComputedStyle(node);
  const read = (name: string, otherwise: string) =>
    style.getPropertyValue(name).trim() || otherwise;
  return {
    background: read('--jp-layout-color1', 'white'),
    text: read('--jp-ui-font-color1', 'rgba(0, 0, 0, 0.87)'),
    faint: read('--jp-ui-font-color2', 'rgba(0, 0, 0, 0.54)'),
    grid: read('--jp-border-color2', 'rgb(224, 224, 224)'),
    line: read('--jp-brand-color1', 'rgb(25, 118, 210)'),
    mark: read('--jp-error-color1', 'rgb(211, 47, 47)'),
    change: read('--jp-mirror-editor-operator-color', 'rgb(120, 0, 194)'),
    shade: read('--jp-layout-color3', 'rgb(189, 189, 189)'),
    font: read('--jp-ui-font-family', 'sans-serif'),
    fontSize: pixels(style, '--jp-ui-font-size0', 11)
  };
}

/** A size of the theme in pixels; `em` is of the theme's base size. */
export function pixels(style: CSSStyleDeclaration, name: string, otherwise: number): number {
  const text = style.getPropertyValue(name).trim();
  const value = parseFloat(text);
  if (!Number.isFinite(value)) {
    return otherwise;
  }
  return text.endsWith('em') ? value * pixels(style, '--jp-ui-font-size1', 13) : value;
}
