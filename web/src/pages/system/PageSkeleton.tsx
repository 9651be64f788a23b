import { Skeleton } from "antd";

export function PageSkeleton() {
  return <Skeleton active title={{ width: "24%" }} paragraph={{ rows: 8 }} />;
}
