/**
 * Text for a label, annotation or hover of Plotly, which reads a subset of HTML (`<b>`, `<a href>`, `<br>`, entities).
 * What comes from a log must stand there as it is.
 */
export function escapeForPlotly(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
