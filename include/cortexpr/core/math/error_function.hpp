/// The error function by code that is the same everywhere, constant evaluation included.
#pragma once

#include <cortexpr/core/math/exponential.hpp>

namespace cortexpr::detail {

/// |x| <= 1: x plus the Taylor series of erf(x) - x.
CORTEXPR_HOST_DEVICE constexpr double erf_near_zero(double x) {
  const double z = x * x;
  const double upper =
      0.005223977625442188 +
      z * (-0.0008548327023450853 +
           z * (0.00012055332981789664 +
                z * (-1.492565035840625e-05 +
                     z * (1.6462114365889248e-06 +
                          z * (-1.6365844691234924e-07 +
                               z * (1.4807192815879218e-08 +
                                    z * (-1.2290555301717928e-09 +
                                         z * (9.422759064650411e-11 +
                                              z * (-6.7113668551641105e-12 +
                                                   z * (4.4632242632864775e-13 +
                                                        z * (-2.7835162072109215e-14 +
                                                             z * (1.6342614095367152e-15 +
                                                                  z * (-9.063970842808673e-17 +
                                                                       z * 4.763348040515068e-18)))))))))))));
  const double lower =
      -0.37612638903183754 + z * (0.11283791670955126 + z * (-0.026866170645131252 + z * upper));
  return x + x * (0.1283791670955126 + z * lower);
}

/// exp(x^2) (1 - erf(x)) for 1 <= x <= 6, within 1e-18: interpolated at the Chebyshev nodes of degree 16 in
/// t = 14.4 / (x + 3) - 2.6, which runs from 1 to -1.
CORTEXPR_HOST_DEVICE constexpr double scaled_complement(double x) {
  const double t = 14.4 / (x + 3) - 2.6;
  const double upper =
      -5.5412774383294642654e-07 +
      t * (4.5267221979709271392e-09 +
           t * (1.1340261055840323318e-08 +
                t * (2.6378817019432075369e-10 +
                     t * (-2.5809703293704675532e-10 +
                          t * (-6.0301001783152664534e-12 +
                               t * (6.7160608210112037143e-12 +
                                    t * (-4.4687862827958088732e-15 + t * -1.6799777159311456913e-13)))))));
  return 0.2079832913334288618 +
         t * (0.15436117429436917816 +
              t * (0.049698445403394796044 +
                   t * (0.012713147695691995176 +
                        t * (0.0024793146970724187984 +
                             t * (0.00033160296057845437683 +
                                  t * (1.9563583308349689471e-05 +
                                       t * (-2.4255574811020286032e-06 + t * upper)))))));
}

CORTEXPR_HOST_DEVICE constexpr double portable_erf(double x) {
  if (x != x) return x;
  const double size = x < 0 ? -x : x;
  if (size > 6) return x < 0 ? -1 : 1;
  if (size <= 1) return erf_near_zero(x);
  const double complement = portable_exp(exact_product(-size, size)) * scaled_complement(size);
  return x < 0 ? complement - 1 : 1 - complement;
}

}  // namespace cortexpr::detail
