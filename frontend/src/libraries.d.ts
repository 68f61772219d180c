// Types of the parts of vis-network, graphology and sigma that the page uses.

interface XY {
  x: number;
  y: number;
}

interface VisBody {
  nodes: Record<string, XY>;
  edges: Record<string, { edgeType?: { getPoint?: (share: number) => XY } }>;
}

interface VisView {
  position?: XY;
  scale?: number;
  offset?: XY;
  animation?: false | { duration: number; easingFunction: string };
}

interface VisEvent {
  nodes: string[];
  edges: string[];
  pointer: { canvas: XY };
}

interface VisEvents {
  click: VisEvent;
  dragEnd: VisEvent;
  dragging: VisEvent;
  dragStart: VisEvent;
  hoverNode: { node: string };
  hoverEdge: { edge: string };
  blurNode: unknown;
  blurEdge: unknown;
  zoom: unknown;
  resize: unknown;
  animationFinished: unknown;
  beforeDrawing: CanvasRenderingContext2D;
  afterDrawing: CanvasRenderingContext2D;
}

declare namespace vis {
  class DataSet<T extends { id: string }> {
    constructor(items?: T[]);
    readonly length: number;
    get(id: string): T | null;
    get(): T[];
    getIds(options?: { filter: (item: T) => boolean }): string[];
    update(items: T[]): void;
    remove(ids: string[]): void;
  }

  // biome-ignore lint/suspicious/noShadowRestrictedNames: the library's own name
  class DataView<T extends { id: string }> {
    constructor(data: DataSet<T>, options: { filter: (item: T) => boolean });
    readonly length: number;
    get(id: string): T | null;
    get(): T[];
    getIds(): string[];
    refresh(): void;
  }

  class Network {
    constructor(place: HTMLElement, data: { nodes: unknown; edges: unknown }, options: object);
    readonly body: VisBody;
    on<E extends keyof VisEvents>(event: E, act: (given: VisEvents[E]) => void): void;
    redraw(): void;
    unselectAll(): void;
    getScale(): number;
    getViewPosition(): XY;
    getPosition(id: string): XY;
    getPositions(): Record<string, XY>;
    moveTo(view: VisView): void;
    canvasToDOM(place: XY): XY;
    DOMtoCanvas(place: XY): XY;
  }
}

declare namespace graphology {
  interface Attributes {
    x: number;
    y: number;
    size: number;
    color: string;
    hidden: boolean;
  }
  class Graph {
    constructor(options: object);
    addNode(id: string, attributes: Attributes): void;
    updateEachNodeAttributes(update: (id: string, attributes: Attributes) => Attributes): void;
  }
}

declare class Sigma {
  constructor(graph: graphology.Graph, place: HTMLElement, settings: object);
  getGraph(): graphology.Graph;
  setCustomBBox(box: { x: [number, number]; y: [number, number] }): void;
  refresh(): void;
  graphToViewport(place: XY, override?: object): XY;
  viewportToFramedGraph(place: XY): XY;
  getCamera(): { setState(state: { x: number; y: number; ratio: number }): void };
}
