export { SecuritySkeleton as default } from "@/components/account/account-skeleton";
