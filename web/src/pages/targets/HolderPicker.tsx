import ApartmentOutlined from "@ant-design/icons/ApartmentOutlined";
import SolutionOutlined from "@ant-design/icons/SolutionOutlined";
import UserOutlined from "@ant-design/icons/UserOutlined";
import { TreeSelect } from "antd";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type HolderOption, holderKey, type HolderRef, holderOf } from "./types";

const ICONS = { unit: ApartmentOutlined, position: SolutionOutlined, person: UserOutlined };

export function HolderIcon({ kind }: { kind: HolderRef["kind"] }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden="true" />;
}

interface Node {
  value: string;
  title: ReactNode;
  search: string;
  disabled: boolean;
  children: Node[];
}

/** The list in the order of the tree, with its levels, as a tree. */
function tree(holders: readonly HolderOption[], usable: (one: HolderOption) => boolean): Node[] {
  const roots: Node[] = [];
  const path: { level: number; node: Node }[] = [];
  for (const one of holders) {
    const node: Node = {
      value: holderKey(one),
      title: (
        <>
          <HolderIcon kind={one.kind} /> {one.name}
        </>
      ),
      search: one.name,
      disabled: !usable(one),
      children: [],
    };
    while (path.length && (path.at(-1)?.level ?? 0) >= one.level) path.pop();
    (path.at(-1)?.node.children ?? roots).push(node);
    if (one.kind === "unit") path.push({ level: one.level, node });
  }
  return roots;
}

interface Props {
  holders: readonly HolderOption[];
  value: HolderRef | null;
  placeholder: string;
  className?: string;
  /** Which of them may be chosen; all when left out. */
  usable?: (one: HolderOption) => boolean;
  onChange: (holder: HolderRef | null) => void;
}

const ALL = () => true;

/** Choose a unit, a position or a person, by looking or by typing. */
export function HolderPicker({ holders, value, placeholder, className, usable = ALL, onChange }: Props) {
  const { t } = useTranslation();
  const treeData = useMemo(() => tree(holders, usable), [holders, usable]);
  const open = useMemo(() => holders.filter((one) => one.kind === "unit" && one.level < (holders.length < 40 ? 9 : 1)).map(holderKey), [holders]);
  return (
    <TreeSelect<string | null>
      {...(className ? { className } : {})}
      aria-label={t("targets.holder")}
      value={value && holderKey(value)}
      placeholder={placeholder}
      treeData={treeData}
      treeDefaultExpandedKeys={open}
      showSearch={{ treeNodeFilterProp: "search" }}
      allowClear
      popupMatchSelectWidth={300}
      listHeight={420}
      onChange={(key) => onChange(holderOf(key))}
    />
  );
}
