import CopyOutlined from "@ant-design/icons/CopyOutlined";
import EditOutlined from "@ant-design/icons/EditOutlined";
import MoreOutlined from "@ant-design/icons/MoreOutlined";
import RollbackOutlined from "@ant-design/icons/RollbackOutlined";
import StopOutlined from "@ant-design/icons/StopOutlined";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { IndicatorSummary } from "@/api/types";
import styles from "./Library.module.css";
import { RetireDialog } from "./RetireDialog";

interface Props {
  indicator: IndicatorSummary;
  /** In a list: one button for all. */
  folded?: boolean;
}

/** What may be done with a definition, for who may: change or adapt it, copy it, take it out of use or back. */
export function IndicatorTools({ indicator, folded }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [open, setOpen] = useState<boolean | null>(folded ? null : false);
  if (!indicator.editable) return null;
  const { code, name, retired, origin } = indicator;
  const edit = t(origin === "shipped" ? "library.adapt" : "library.edit");
  const change = () => void navigate(`/indicators/${encodeURIComponent(code)}/edit`);
  const items = [
    ...(folded ? [{ key: "edit", icon: <EditOutlined />, label: edit }] : []),
    { key: "copy", icon: <CopyOutlined />, label: t("library.copy") },
    retired
      ? { key: "retire", icon: <RollbackOutlined />, label: t("library.restore") }
      : { key: "retire", icon: <StopOutlined />, label: t("library.retire") },
  ];
  const act = (key: string) => {
    if (key === "edit") change();
    else if (key === "copy") void navigate(`/indicators/new?copy=${encodeURIComponent(code)}`);
    else setAsking(true);
  };
  const more = { size: "small", type: folded ? "text" : "default", icon: <MoreOutlined />, "aria-label": t("library.manage", { name }) } as const;
  // A list has a hundred of these: the menu comes with the first press.
  if (open === null) return <Button {...more} aria-haspopup="menu" onClick={() => setOpen(true)} />;
  return (
    <span className={styles.manage}>
      {!folded && (
        <Button size="small" icon={<EditOutlined />} onClick={change}>
          {edit}
        </Button>
      )}
      <Dropdown open={open} onOpenChange={setOpen} trigger={["click"]} menu={{ items, onClick: ({ key }) => act(key) }}>
        <Button {...more} autoFocus={folded ?? false} />
      </Dropdown>
      {asking && <RetireDialog indicator={indicator} onClose={() => setAsking(false)} />}
    </span>
  );
}
