// React Aria adds a style element to the page, which our content security policy refuses. An element that
// bears the same id tells it that this is done already; base.css carries the rule.
const id = "react-aria-pressable-style";

if (typeof document !== "undefined" && !document.getElementById(id)) {
  const mark = document.createElement("meta");
  mark.id = id;
  document.head.append(mark);
}
