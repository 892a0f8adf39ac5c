// Points that would lie over each other on the screen, taken together: each joins the first that it would touch.

export const NEAR = 36;

// Takes [{x, y, ...}] in pixels of one zoom level; gives lists of those points, in the order of the first of each.
export function together(points, near = NEAR) {
  const found = [];
  for (const point of points) {
    const other = found.find(([first]) => Math.hypot(first.x - point.x, first.y - point.y) < near);
    if (other) other.push(point);
    else found.push([point]);
  }
  return found;
}
