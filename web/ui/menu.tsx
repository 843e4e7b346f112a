import { Ellipsis } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { Menu as AriaMenu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { classes } from "./classes.ts";
import { Icon, type LucideIcon } from "./icon.tsx";
import "./aria.ts";
import "./button.css";
import "./menu.css";

export type MenuAction = {
  key: string;
  label: string;
  hint?: string;
  icon?: LucideIcon;
  danger?: boolean;
  disabled?: boolean;
  onAction: () => void;
};

export type MenuProps = {
  /** What the menu is about; shown when there is no icon. */
  label: string;
  icon?: LucideIcon;
  /** `icon` shows the icon only, its label read aloud: for rows. */
  look?: "button" | "icon";
  items: MenuAction[];
};

/** A button that opens a menu of actions. For places to go, use `Popover` with `PopoverLinks`. */
export function Menu({ label, icon = Ellipsis, look = "button", items }: MenuProps) {
  const bare = look === "icon";
  return (
    <MenuTrigger>
      <Button
        aria-label={bare ? label : undefined}
        className={bare ? "q-icon-button" : "q-button q-button--secondary"}
      >
        <Icon of={icon} />
        {!bare && <span>{label}</span>}
      </Button>
      <Popover placement="bottom end" className="q-menu">
        <AriaMenu className="q-menu__list" aria-label={label}>
          {items.map((item) => (
            <MenuItem
              key={item.key}
              id={item.key}
              textValue={item.label}
              isDisabled={item.disabled}
              onAction={item.onAction}
              className={classes("q-menu__item", item.danger && "q-menu__item--danger")}
            >
              {item.icon && <Icon of={item.icon} />}
              <span className="q-menu__words">
                {item.label}
                {item.hint && <small>{item.hint}</small>}
              </span>
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
