// A PNG picture, twice as large as the SVG picture.

const MOST = 8000; // the largest width and height in pixels

export async function png(svg: string): Promise<Blob> {
  const image = new Image();
  const href = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    image.src = href;
    await image.decode();
    const canvas = document.createElement("canvas");
    const scale = Math.min(2, MOST / Math.max(image.width, image.height));
    [canvas.width, canvas.height] = [image.width * scale, image.height * scale];
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) => {
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("the picture is too large"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(href);
  }
}
