import { z } from 'zod'

/**
 * Posts of GB/T 30428: 监督员 collector, 受理员 call-taker, 值班长 duty officer,
 * 派遣员 dispatcher, 处置部门 department, 领导/督办 supervisor, 管理员 admin.
 */
export const Role = z.enum(['collector', 'call-taker', 'duty-officer', 'dispatcher', 'department', 'supervisor', 'admin'])
export type Role = z.infer<typeof Role>

/** Who acts. `department` is set for people of a handling department. */
export const Actor = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(64),
  roles: z.array(Role).min(1),
  department: z.string().max(32).optional(),
})
export type Actor = z.infer<typeof Actor>
