import { Menu } from "antd";
import type { MenuProps } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import type { MenuItem } from "@/api/types";
import { activeLeaf, groupsAround, isOutside } from "./menu";
import { menuIcon } from "./menuIcons";
import styles from "./SideMenu.module.css";

interface Props {
  menu: MenuItem[];
  onNavigate?: () => void;
}

type Entry = NonNullable<MenuProps["items"]>[number];

function entry(item: MenuItem, depth: number, onNavigate?: () => void): Entry {
  const icon = depth === 0 ? menuIcon(item.icon) : undefined;
  if (item.children?.length) {
    return {
      key: item.key,
      label: item.label,
      icon,
      children: item.children.map((child) => entry(child, depth + 1, onNavigate)),
    };
  }
  const label = isOutside(item.key) ? (
    <a href={item.key} target="_blank" rel="noreferrer">
      {item.label}
    </a>
  ) : (
    <Link to={item.key} onClick={onNavigate}>
      {item.label}
    </Link>
  );
  return { key: item.key, label, icon };
}

/** The group that is open from the start: what the company wants to reach, and its KPIs. */
const OPEN_FIRST = "strategy";

/** The menu of the role, as the server gives it; the entry of the page on the screen is marked. */
export function SideMenu({ menu, onNavigate }: Props) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const active = activeLeaf(menu, pathname)?.key;
  const [chosen, setChosen] = useState<string[] | null>(null);
  const open = chosen ?? [...new Set([OPEN_FIRST, ...(active ? groupsAround(menu, active) : [])])];
  return (
    <nav className={styles.menu} aria-label={t("shell.menu")}>
      <Menu
        theme="dark"
        mode="inline"
        inlineIndent={16}
        selectedKeys={active ? [active] : []}
        openKeys={open}
        onOpenChange={setChosen}
        items={menu.map((item) => entry(item, 0, onNavigate))}
      />
    </nav>
  );
}
