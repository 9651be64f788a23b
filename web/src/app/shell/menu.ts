import type { MenuItem } from "@/api/types";

/** Addresses that leave the app: served by the same server, but not by this router. */
export function isOutside(key: string): boolean {
  return key === "/erp" || key.startsWith("/erp/") || /^https?:/.test(key);
}

/** All leaves of the menu, in order. */
export function leaves(menu: MenuItem[]): MenuItem[] {
  return menu.flatMap((item) => (item.children?.length ? leaves(item.children) : [item]));
}

/** The leaf whose route holds the path: the longest match wins. */
export function activeLeaf(menu: MenuItem[], path: string): MenuItem | null {
  const matches = leaves(menu).filter(({ key }) => path === key || path.startsWith(`${key}/`));
  return matches.sort((a, b) => b.key.length - a.key.length)[0] ?? null;
}

/** Keys of the groups around a leaf, from the outside in. */
export function groupsAround(menu: MenuItem[], key: string): string[] {
  for (const item of menu) {
    if (item.key === key) return [];
    if (item.children && leaves(item.children).some((leaf) => leaf.key === key)) {
      return [item.key, ...groupsAround(item.children, key)];
    }
  }
  return [];
}
