import ApartmentOutlined from "@ant-design/icons/ApartmentOutlined";
import { Tooltip, TreeSelect } from "antd";
import { useTranslation } from "react-i18next";
import { useOrgTree } from "@/api/queries";
import type { OrgUnit } from "@/api/types";

interface Node {
  value: string;
  title: string;
  children: Node[];
}

const node = ({ key, name, children }: OrgUnit): Node => ({
  value: key,
  title: name,
  children: (children ?? []).map(node),
});

interface Props {
  org: string | null;
  onChange: (org: string | null) => void;
}

/** Choose an org unit from the tree, by looking or by typing; nothing chosen is all that one may see: without any
 * unit to choose from, the own figures. */
export default function OrgPicker({ org, onChange }: Props) {
  const { t } = useTranslation();
  const { data, isPending } = useOrgTree();
  const roots = data ?? [];
  const onlyRoot = roots.length === 1 ? roots[0] : undefined;
  const none = !isPending && roots.length === 0;
  const picker = (
    <TreeSelect<string | null>
      aria-label={t("org.label")}
      prefix={<ApartmentOutlined />}
      style={{ width: 220, maxWidth: "100%" }}
      value={isPending ? null : (org ?? onlyRoot?.key ?? null)}
      loading={isPending}
      placeholder={t(isPending || roots.length > 0 ? "org.all" : "org.own")}
      disabled={none}
      treeData={roots.map(node)}
      treeDefaultExpandAll={roots.length < 40}
      treeExpandAction="doubleClick"
      showSearch={{ treeNodeFilterProp: "title" }}
      allowClear={org !== null}
      popupMatchSelectWidth={280}
      onChange={(value) => onChange(value && value !== onlyRoot?.key ? value : null)}
    />
  );
  return none ? (
    <Tooltip title={t("org.ownWhy")}>
      <span>{picker}</span>
    </Tooltip>
  ) : (
    picker
  );
}
