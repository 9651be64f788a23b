import { TreeSelect } from "antd";
import { useTranslation } from "react-i18next";
import { useOrgTree } from "@/api/queries";
import type { OrgUnit } from "@/api/types";
import type { Ref } from "./EmployeePicker";

interface Node {
  value: number;
  title: string;
  children: Node[];
}

const node = ({ key, name, children }: OrgUnit): Node => ({
  value: Number(key),
  title: name,
  children: (children ?? []).map(node),
});

const flat = (nodes: Node[]): Node[] => nodes.flatMap((one) => [one, ...flat(one.children)]);

interface Props {
  id?: string;
  value?: Ref | null;
  onChange?: (value: Ref | null) => void;
}

/** Choose a unit of the organisation. */
export function UnitPicker({ id, value = null, onChange }: Props) {
  const { t } = useTranslation();
  const { data, isPending } = useOrgTree();
  const roots = (data ?? []).map(node);
  const known = flat(roots);
  const options = value && !known.some((one) => one.value === value.id) ? [...roots, { value: value.id, title: value.name, children: [] }] : roots;
  return (
    <TreeSelect<number | undefined>
      id={id}
      allowClear
      loading={isPending}
      placeholder={t("strategy.form.noUnit")}
      value={value?.id}
      treeData={options}
      treeDefaultExpandAll
      showSearch={{ treeNodeFilterProp: "title" }}
      onChange={(chosen) => {
        const found = flat(options).find((one) => one.value === chosen);
        onChange?.(found ? { id: found.value, name: found.title } : null);
      }}
    />
  );
}
