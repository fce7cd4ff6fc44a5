import type { Locator } from '@playwright/test';

/** Contrast of an element's text with what lies behind it, 1 to 21, after WCAG 2.2. */
export function contrast(text: Locator): Promise<number> {
  return text.evaluate(node => {
    type Colour = [number, number, number, number];
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const pen = canvas.getContext('2d', { willReadFrequently: true })!;
    const read = (css: string): Colour => {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = css;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const over = (top: Colour, under: Colour): Colour => {
      const mix = (i: number) => top[i] * top[3] + under[i] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const luminance = (colour: Colour) => {
      const [r, g, b] = colour.slice(0, 3).map(part => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const layers: Colour[] = [];
    for (let at: Element | null = node; at; at = at.parentElement) {
      layers.push(read(getComputedStyle(at).backgroundColor));
      if (layers[layers.length - 1][3] === 1) {
        break;
      }
    }
    const behind = layers.reduceRight<Colour>((under, top) => over(top, under), [255, 255, 255, 1]);
    const style = getComputedStyle(node);
    const isSvg = node instanceof SVGElement;
    const ink = over(read(isSvg ? style.fill : style.color), behind);
    const [light, dark] = [luminance(ink), luminance(behind)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  });
}
