// Flags of countries: pictures that stand in the page; a country without one keeps its code.

const flags = new Map();
const FLAG_SIZE = 192;

function flagAddress(node) {
  const svg = node.kind === "Country" && node.code && DATA.flags[node.code];
  return svg ? `data:image/svg+xml,${encodeURIComponent(svg)}` : null;
}

// Each is drawn once, large: a canvas draws a bitmap faster than it draws an SVG.
async function loadFlags() {
  await Promise.allSettled(DATA.nodes.filter(flagAddress).map(async (node) => {
    const image = new Image(FLAG_SIZE, FLAG_SIZE);
    image.src = flagAddress(node);
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = FLAG_SIZE;
    canvas.height = FLAG_SIZE;
    canvas.getContext("2d").drawImage(image, 0, 0, FLAG_SIZE, FLAG_SIZE);
    flags.set(node.code, canvas);
  }));
  root.dataset.flags = flags.size;
  network?.redraw();
}

function paintFlag(context, node, { x, y }, faded) {
  const size = sizeOf(node);
  const flag = flags.get(node.code);
  if (flag) {
    const inner = size - Math.max(1, size * 0.07);
    context.globalAlpha = faded ? 0.3 : 1;
    context.drawImage(flag, x - inner, y - inner, 2 * inner, 2 * inner);
    context.globalAlpha = 1;
    return;
  }
  context.textBaseline = "middle";
  context.font = `650 ${size * 0.82}px ${theme.font}`;
  context.fillStyle = faded ? mix(theme.onDisc, theme.paper, 0.4) : node.planned ? colourOf(node.kind) : theme.onDisc;
  context.fillText(node.code, x, y + size * 0.05);
}

// In lists: the flag of a country, the shape of all else.
function signOf(node) {
  const address = flagAddress(node);
  return address ? make("img", { class: "icon flag", src: address, alt: "", width: 16, height: 16 }) : icon(node.kind, node.planned);
}
