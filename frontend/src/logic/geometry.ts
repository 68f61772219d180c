// Boxes and shapes in the plane.

export interface Point {
  x: number;
  y: number;
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export const overlap = (a: Box, b: Box): number =>
  Math.max(Math.min(a.right, b.right) - Math.max(a.left, b.left), 0) *
  Math.max(Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top), 0);

export const meets = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

export const within = (a: Box, b: Box): boolean =>
  a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;

export const free = (box: Box, taken: Box[]): boolean => !taken.some((other) => meets(box, other));

export const boxAround = (x: number, y: number, width: number, height: number): Box => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

export const emptyBox = (): Box => ({ left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity });

// Extends a box so that it contains another.
export function extend(box: Box, left: number, top: number, right: number, bottom: number): void {
  box.left = Math.min(box.left, left);
  box.top = Math.min(box.top, top);
  box.right = Math.max(box.right, right);
  box.bottom = Math.max(box.bottom, bottom);
}

// The corners of a symbol with this half height, around the origin; null for a disc.
export function outlineOf(shape: string, r: number): [number, number][] | null {
  switch (shape) {
    case "square":
      return [
        [-r, -r],
        [r, -r],
        [r, r],
        [-r, r],
      ];
    case "diamond":
      return [
        [0, -r],
        [r, 0],
        [0, r],
        [-r, 0],
      ];
    case "triangle":
      return regular(3, r * 1.15, -90, 0.275 * r);
    case "triangleDown":
      return regular(3, r * 1.15, 90, -0.275 * r);
    case "hexagon":
      return regular(6, r, 0, 0);
    case "star":
      return Array.from({ length: 10 }, (_, at) => {
        const reach = r * (at % 2 ? 0.5 : 1.3);
        return [Math.sin((at * Math.PI) / 5) * reach, -Math.cos((at * Math.PI) / 5) * reach];
      });
    default:
      return null;
  }
}

function regular(corners: number, r: number, from: number, dy: number): [number, number][] {
  return Array.from({ length: corners }, (_, at) => {
    const angle = ((from + (at * 360) / corners) * Math.PI) / 180;
    return [r * Math.cos(angle), r * Math.sin(angle) + dy];
  });
}
