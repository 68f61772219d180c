// Layers: columns with their headings, and names beside the symbols.

const ROW = 18; // from one name of a full column to the next, as kg/page/layers.py has it
const LEAST_SCALE = 0.55; // at which the names of a full column, row by row, can be read

const columnsOf = (things) => [...new Set(things.map((node) => node.column))].sort((a, b) => a - b);
const columnsShown = () => columnsOf(cast());

function columnWidth() {
  const xs = [...new Set(cast().map((node) => node.layer[0]))].sort((a, b) => a - b);
  return (xs.length > 1 ? xs[1] - xs[0] : 220);
}

function paintHeadings(context) {
  const scale = network.getScale();
  const size = 12.5;
  const px = size / scale;
  const top = Math.min(...cast().map((node) => node.layer[1])) - 20 / scale - 10;
  context.save();
  context.textAlign = "start";
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  context.strokeStyle = theme.paper;
  for (const at of columnsShown()) {
    const members = cast().filter((node) => node.column === at);
    const shown = members.filter(shownNode).length;
    const text = `${DATA.columns[at]} ${shown}`;
    context.font = fontOf(true, px);
    context.fillStyle = theme.soft;
    // Where columns are narrow on the screen, a heading is cut to its own.
    pen.font = fontOf(true, size);
    const room = columnWidth() * scale + (at === columnsShown().at(-1) ? 14 : -2);
    write(context, shorten(text, room), members[0].layer[0] - 9, top, 4 / scale);
  }
  context.restore();
}

const singles = new Map();
function oneLine(text, bold, width) {
  const key = `${bold} ${Math.round(width)} ${text}`;
  if (!singles.has(key)) {
    pen.font = fontOf(bold, 12);
    const row = shorten(text.trim().replace(/\s+/g, " "), width);
    singles.set(key, { rows: row ? [row] : [], width: pen.measureText(row).width });
  }
  return singles.get(key);
}
