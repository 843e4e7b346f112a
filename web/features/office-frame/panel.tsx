import { createContext, type ReactNode, useContext, useLayoutEffect, useState } from "react";
import { createPortal } from "react-dom";
import "./office-frame.css";

type Slot = { element: HTMLElement | null; setOpen: (open: boolean) => void };

const PanelContext = createContext<Slot>({ element: null, setOpen: () => {} });

/** The place beside the page where a record stands: `const [slot, inPanel] = usePanelSlot()` in the layout. */
export function usePanelSlot(): [slot: ReactNode, provide: (children: ReactNode) => ReactNode] {
  const [open, setOpen] = useState(false);
  const [element, setElement] = useState<HTMLElement | null>(null);
  const slot = open ? <div className="office-panel" ref={setElement} /> : null;
  return [slot, (children) => <PanelContext value={{ element, setOpen }}>{children}</PanelContext>];
}

/** Shows its children (a `SidePanel`) beside the page instead of in it. */
export function InPanel({ children }: { children: ReactNode }) {
  const { element, setOpen } = useContext(PanelContext);
  useLayoutEffect(() => {
    setOpen(true);
    return () => setOpen(false);
  }, [setOpen]);
  return element ? createPortal(children, element) : null;
}
