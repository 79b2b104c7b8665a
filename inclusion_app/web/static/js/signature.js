// A box to sign in with a finger, a pen or a mouse. The strokes become SVG path data of whole numbers, as short as the
// server accepts: points that a straight line passes by are left out.
const PEN = 3.2;

export function pad(canvas, longest) {
  const context = canvas.getContext("2d");
  let strokes = [];
  let current = null;

  function place(event) {
    const box = canvas.getBoundingClientRect();
    const within = (value, size) => Math.max(0, Math.min(size, Math.round(value)));
    return [
      within(((event.clientX - box.left) * canvas.width) / box.width, canvas.width),
      within(((event.clientY - box.top) * canvas.height) / box.height, canvas.height),
    ];
  }

  function draw() {
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.lineWidth = PEN;
    context.lineCap = context.lineJoin = "round";
    context.strokeStyle = "#1c2a2f";
    for (const points of strokes) {
      context.beginPath();
      context.moveTo(...points[0]);
      for (const point of points.slice(1)) context.lineTo(...point);
      if (points.length === 1) context.lineTo(points[0][0] + 0.1, points[0][1]);
      context.stroke();
    }
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (current || (event.pointerType === "mouse" && event.button)) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    current = { pointer: event.pointerId, points: [place(event)] };
    strokes.push(current.points);
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== current?.pointer) return;
    for (const one of event.getCoalescedEvents?.() ?? []) current.points.push(place(one));
    current.points.push(place(event));
    draw();
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
    canvas.addEventListener(end, (event) => {
      if (event.pointerId === current?.pointer) current = null;
    });
  }

  return {
    clear() {
      strokes = [];
      current = null;
      draw();
    },
    get length() {
      return strokes.reduce((sum, points) => sum + lengthOf(points), 0);
    },
    path() {
      for (let slack = 1; ; slack *= 1.6) {
        const text = strokes.map((points) => written(simplified(points, slack))).join("");
        if (text.length <= longest) return text;
      }
    },
  };
}

function lengthOf(points) {
  return points.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - points[i][0], y - points[i][1]), 0);
}

function written([first, ...others]) {
  return `M${first.join(" ")}` + (others.length ? `L${others.map((point) => point.join(" ")).join(" ")}` : "");
}

// Ramer, Douglas and Peucker: keep the ends, and the points further than `slack` from the line between them.
function simplified(points, slack) {
  if (points.length < 3) return points;
  const [[ax, ay], [bx, by]] = [points[0], points[points.length - 1]];
  const span = Math.hypot(bx - ax, by - ay);
  let furthest = 0;
  let rank = 0;
  for (let i = 1; i < points.length - 1; i += 1) {
    const [x, y] = points[i];
    const gap = span ? Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / span : Math.hypot(x - ax, y - ay);
    if (gap > furthest) [furthest, rank] = [gap, i];
  }
  if (furthest <= slack) return [points[0], points[points.length - 1]];
  return [...simplified(points.slice(0, rank + 1), slack).slice(0, -1), ...simplified(points.slice(rank), slack)];
}
