// Text on a canvas, with a halo that keeps lines off it.

export function write(context: CanvasRenderingContext2D, text: string, x: number, y: number, halo: number): void {
  context.lineWidth = halo;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}
